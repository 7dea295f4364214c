#include "set/alembic_program.hpp"

namespace migration {

const std::string_view alembic_program = R"python(
import io, json, os, sys, traceback

ini, target = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
os.chdir(os.path.dirname(ini))
nowhere = "postgresql://offline.invalid/offline"
os.environ["DATABASE_URL"] = nowhere

from alembic import __version__ as alembic_version
from alembic.config import Config
from alembic.runtime import migration as runtime
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory


def keep_heads(maintainer, gone, new):
    maintainer.heads.discard(gone)
    maintainer.heads.add(new)


# The ledger of this tool stands for the table alembic_version.
runtime.HeadMaintainer._insert_version = lambda self, version: self.heads.add(version)
runtime.HeadMaintainer._delete_version = lambda self, version: self.heads.discard(version)
runtime.HeadMaintainer._update_version = keep_heads


class Cannot(Exception):
    pass


def in_order(script):
    waiting = list(script.walk_revisions())
    waiting.reverse()
    done, ordered = set(), []
    while waiting:
        for revision in waiting:
            if set(revision._all_down_revisions) <= done:
                break
        else:
            raise Cannot("the revisions have no order")
        waiting.remove(revision)
        done.add(revision.revision)
        ordered.append(revision)
    return ordered


def render(config, script, revision, up):
    buffer = io.StringIO()
    config.output_buffer = buffer
    make = runtime.MigrationStep.upgrade_from_script if up else \
        runtime.MigrationStep.downgrade_from_script

    def plan(heads, context):
        if context.dialect.name != "postgresql":
            raise Cannot("env.py renders for another database: " + context.dialect.name)
        context._version.create = context._version.drop = lambda *_, **__: None
        return [make(script.revision_map, revision)]

    before = list(revision._versioned_down_revisions)
    options = dict(fn=plan, as_sql=True,
                   starting_rev=(before if up else revision.revision) or None,
                   destination_rev=revision.revision if up else (before or ["base"])[0])
    with EnvironmentContext(config, script, **options):
        script.run_env()
    return buffer.getvalue()


def rendered(config, script, revision, up):
    try:
        return {"sql": render(config, script, revision, up)}
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, MemoryError)):
            raise
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)
                 if frame.filename == revision.path]
        name = type(error).__name__
        text = str(error).strip()
        return {"error": text if isinstance(error, Cannot) else
                name + (": " + text if text else ""), "line": lines[-1] if lines else 0}


config = Config(ini)
config.set_main_option("sqlalchemy.url", nowhere)
script = ScriptDirectory.from_config(config)
revisions = []
for revision in in_order(script):
    revisions.append({"revision": revision.revision, "path": os.path.abspath(revision.path),
                      "up": rendered(config, script, revision, True),
                      "down": rendered(config, script, revision, False)})
with open(target, "w", encoding="utf-8") as file:
    json.dump({"alembic": alembic_version, "revisions": revisions}, file)
)python";

}  // namespace migration
