#include "snapshot/live_snapshot.hpp"

#include <algorithm>
#include <utility>

#include "snapshot/may_grant.hpp"
#include "snapshot/object_class.hpp"
#include "snapshot/object_key.hpp"
#include "snapshot/shaken_reading.hpp"

namespace migration {
namespace {

using EntriesByObject = std::map<ObjectId, Snapshot>;

// What the descriptions of other objects may quote.
bool is_quotable(const Entry& entry) {
    return entry.facet == Facet::structure || entry.facet == Facet::order;
}

// A value of such a type is spelt as the name of an object, which may change under it.
bool holds_names(const Described& described) {
    return described.key.is(ObjectKind::column) &&
           described.entry.definition.find(" reg") != std::string::npos;
}

// By the catalogue's OID: the number of the class that it describes.
std::map<Oid, std::size_t> classes_by_catalogue(
    const std::map<std::string, Oid, std::less<>>& oids) {
    std::map<Oid, std::size_t> numbers;
    for (std::size_t i = 0; i < object_classes().size(); ++i) {
        const auto* object_class = object_classes()[i];
        if (oids.contains(object_class->catalog)) numbers[oids.at(object_class->catalog)] = i;
    }
    numbers[oids.at("pg_largeobject")] = numbers.at(oids.at("pg_largeobject_metadata"));
    return numbers;
}

CatalogueObjects without(const CatalogueObjects& objects, const CatalogueObjects& others) {
    CatalogueObjects rest;
    std::set_difference(objects.begin(), objects.end(), others.begin(), others.end(),
                        std::inserter(rest, rest.end()));
    return rest;
}

}  // namespace

LiveSnapshot::LiveSnapshot(Session& observer, const LedgerName& ledger, Scope scope)
    : observer_(observer),
      scope_(scope),
      queries_(observer),
      reader_(queries_),
      ledger_(observer, ledger),
      changed_(queries_),
      class_of_catalogue_(classes_by_catalogue(changed_.catalogues())) {
    if (!observer_.is_pooled()) {
        reader_.pin_session();
        observer_.command("SET lock_timeout = '1s'");
    }
    written_.counters.slots = changed_.first_slots();
    read_everything();
}

void LiveSnapshot::take_in(DescribedList list, Snapshot* after) {
    ledger_.apply(list);
    for (; !list.empty(); list.pop_front()) {
        Described& described = list.front();
        if (holds_names(described)) tables_of_names_.insert(described.object.oid);
        if (is_able_to_grant(described)) able_to_grant_.insert(described.object);
        if (is_able_to_reach(described)) able_to_reach_.insert(described.object);
        if (after != nullptr) (*after)[described.key] = described.entry;
        gone_.erase(described.key);
        const auto at =
            state_.insert_or_assign(std::move(described.key), std::move(described.entry)).first;
        entries_[described.object].push_back(at);
    }
}

void LiveSnapshot::take_out(const ObjectId& object, Snapshot& before) {
    const auto found = entries_.find(object);
    if (found == entries_.end()) return;
    for (const auto& entry : found->second) {
        gone_.insert_or_assign(entry->first, object);
        before.insert(state_.extract(entry));
    }
    entries_.erase(found);
    able_to_grant_.erase(object);
    able_to_reach_.erase(object);
}

std::optional<ObjectId> LiveSnapshot::described(const CatalogueObject& object) const {
    const auto found = class_of_catalogue_.find(object.catalogue);
    if (found == class_of_catalogue_.end()) return std::nullopt;
    return ObjectId{found->second, object.oid};
}

// Describes the objects anew. Returns those whose description others may quote and is another one
// now, and those that have none, of which that cannot be told.
CatalogueObjects LiveSnapshot::describe(const CatalogueObjects& objects, Reading reading,
                                        Snapshot& before, Snapshot& after) {
    std::map<std::size_t, std::vector<Oid>> oids;
    EntriesByObject old, now;
    CatalogueObjects changed;
    for (const auto& object : objects) {
        const auto id = described(object);
        if (!id) {
            changed.insert(object);
            continue;
        }
        oids[id->object_class].push_back(id->oid);
        if (const auto found = entries_.find(*id); found != entries_.end())
            for (const auto& entry : found->second)
                if (is_quotable(entry->second)) old[*id].insert(*entry);
        take_out(*id, before);
    }
    DescribedList list;
    for (const auto& [object_class, numbers] : oids)
        reading.reader.queue(object_class, numbers, list);
    reading.queries.run();
    for (const auto& entry : list)
        if (is_quotable(entry.entry)) now[entry.object].emplace(entry.key, entry.entry);
    take_in(std::move(list), &after);
    for (const auto& object : objects) {
        const auto id = described(object);
        if (!id) continue;
        const auto had = old.find(*id), has = now.find(*id);
        const bool told = had != old.end() || has != now.end();
        if (!told || had == old.end() || has == now.end() || had->second != has->second)
            changed.insert(object);
    }
    return changed;
}

// Rows and sequence values of the relations among `objects`, of those that the transaction used,
// and of those whose values are names.
void LiveSnapshot::refresh_data(const CatalogueObjects& objects, Snapshot& before,
                                Snapshot& after) {
    if (scope_ == Scope::without_rows) return;
    std::set<Oid> oids(written_.locks.data.begin(), written_.locks.data.end());
    for (const auto& object : objects) {
        const auto id = described(object);
        if (id && object_classes()[id->object_class]->catalog == std::string_view("pg_class"))
            oids.insert(id->oid);
    }
    if (!objects.empty()) oids.insert(tables_of_names_.begin(), tables_of_names_.end());
    if (oids.empty()) return;
    for (const Oid oid : oids) {
        take_out({rows_class, oid}, before);
        take_out({sequence_value_class, oid}, before);
    }
    DescribedList list;
    reader_.read_data({oids.begin(), oids.end()}, list);
    take_in(std::move(list), &after);
}

// Then the keys of everything in it are other ones.
bool LiveSnapshot::renames_schema(const Snapshot& before, const Snapshot& after) const {
    const auto is_schema = [](const auto& entry) {
        return entry.first.is(ObjectKind::schema) && entry.second.facet == Facet::structure;
    };
    return std::any_of(before.begin(), before.end(),
                       [&](const auto& entry) {
                           return is_schema(entry) && !after.contains(entry.first);
                       }) &&
           std::any_of(after.begin(), after.end(), [&](const auto& entry) {
               return is_schema(entry) && !before.contains(entry.first);
           });
}

void LiveSnapshot::note(Batch& batch, Grants grants, Reach reach) {
    written_.everything = true;  // until all is known: the observer's session may have ended
    TransactionWrites written =
        changed_.written_by(batch, grants == Grants::possible || !able_to_grant_.empty());
    written.everything = written.everything || written.counters.slots != written_.counters.slots ||
                         reach == Reach::other_sessions || can_reach_others();
    removed_.clear();
    if (!written.everything) {
        auto removed = changed_.removed(written);
        written.everything = !removed;
        if (removed) removed_ = std::move(*removed);
    }
    written_ = std::move(written);
}

// Where others shake the reading the state is as it was.
std::optional<Changes> LiveSnapshot::read_changes(Reading reading) {
    Snapshot before, after;
    try {
        return follow_rows(reading, before, after);
    } catch (const SqlError& error) {
        if (!is_shaken(error)) throw;
        for (const auto& [key, entry] : after) state_.erase(key);
        state_.merge(before);
        return std::nullopt;
    }
}

std::optional<Changes> LiveSnapshot::follow_rows(Reading reading, Snapshot& before,
                                                 Snapshot& after) {
    CatalogueObjects seen = changed_.added(written_, reading.queries);
    seen.insert(removed_.begin(), removed_.end());
    if (std::any_of(seen.begin(), seen.end(), [&](const auto& object) {
            const auto id = described(object);
            return id && !object_classes()[id->object_class]->of_database;
        }))
        return std::nullopt;
    if (!seen.empty()) seen.merge(ChangedObjects::owners_of(seen, reading.queries));
    for (CatalogueObjects pending = seen; !pending.empty();) {
        const CatalogueObjects changed = describe(pending, reading, before, after);
        if (changed.empty()) break;
        pending = without(ChangedObjects::dependents_of(changed, reading.queries), seen);
        seen.insert(pending.begin(), pending.end());
    }
    refresh_data(seen, before, after);
    Changes changes = compare(before, after);
    if (!renames_schema(before, after)) return changes;
    revert_changes(state_, changes);
    return std::nullopt;
}

Changes LiveSnapshot::refresh() {
    gone_.clear();
    if (written_.everything) return reread();
    if (written_.counters.catalogues.empty() && written_.locks.data.empty()) return {};
    reader_.begin_update();
    auto changes = read_changes({queries_, reader_});
    reader_.end();
    return changes ? std::move(*changes) : reread();
}

Changes LiveSnapshot::refresh_within(Session& session) {
    gone_.clear();
    if (!written_.everything && written_.counters.catalogues.empty()) return {};
    auto& [queries, reader] = writer(session);
    reader.pin_transaction();
    if (!written_.everything)
        if (auto changes = read_changes({queries, reader})) return std::move(*changes);
    return reread_with(reader, {});
}

LiveSnapshot::Writer& LiveSnapshot::writer(Session& session) {
    if (!writer_ || &writer_->queries.session() != &session)
        writer_ = std::make_unique<Writer>(session);
    return *writer_;
}

Changes LiveSnapshot::reread_within(Session& session, const std::vector<Changes>& meanwhile) {
    gone_.clear();
    CatalogueReader& reader = writer(session).reader;
    reader.pin_transaction();
    return reread_with(reader, meanwhile);
}

Changes LiveSnapshot::reread_with(CatalogueReader& reader, const std::vector<Changes>& meanwhile) {
    Snapshot before = std::exchange(state_, {});
    const auto entries = std::exchange(entries_, {});
    read_everything(reader);
    for (const auto& [object, its] : entries)
        for (const auto& entry : its)
            if (!state_.contains(entry->first)) gone_.emplace(entry->first, object);
    for (const auto& changes : meanwhile) apply_changes(before, changes);
    return compare(before, state_);
}

std::optional<ObjectId> LiveSnapshot::object_of(const ObjectKey& key) const {
    if (const auto gone = gone_.find(key); gone != gone_.end()) return gone->second;
    const auto here = state_.find(key);
    if (here == state_.end()) return std::nullopt;
    for (const auto& [id, entries] : entries_)
        if (std::any_of(entries.begin(), entries.end(),
                        [&](const auto& entry) { return entry->first == key; }))
            return id;
    return std::nullopt;
}

std::optional<std::string> LiveSnapshot::definition_for(Reading reading, const ObjectId& object,
                                                        const ObjectKey& key) {
    DescribedList list;
    reading.reader.queue(object.object_class, {object.oid}, list);
    reading.queries.run();
    for (const auto& described : list)
        if (described.key == key) return described.entry.definition;
    return std::nullopt;
}

// Ours is what we see and they do not: an object by its OID, so that another one of its name is
// none.
bool LiveSnapshot::is_of_others(const Change& change, Session& session) {
    const auto object = object_of(change.key);
    if (!object) return false;
    try {
        const auto theirs = read_steadily([&] {
            reader_.begin_update();
            auto definition = definition_for({queries_, reader_}, *object, change.key);
            reader_.end();
            return definition;
        });
        if (theirs == change.after) return true;
        Writer& own = writer(session);
        const auto ours = read_steadily([&] {
            return definition_for({own.queries, own.reader}, *object, change.key);
        });
        return ours != change.after;
    } catch (const SqlError& error) {
        if (error.details().sqlstate == "55P03") return false;  // locked by whoever changes it
        if (error.kind() == ErrorKind::unreachable)
            return false;  // the script has ended our session
        throw;
    }
}

Changes LiveSnapshot::refresh_after_failure(Reach reach) {
    if (reach == Reach::other_sessions || can_reach_others()) return reread();
    Snapshot before, after;
    std::vector<ObjectId> values;
    for (auto at = entries_.lower_bound({sequence_value_class, 0}); at != entries_.end(); ++at)
        values.push_back(at->first);
    if (values.empty()) return {};
    for (const auto& value : values) take_out(value, before);
    DescribedList list;
    reader_.begin();
    reader_.read_all_sequence_values(list);
    reader_.end();
    take_in(std::move(list), &after);
    return compare(before, after);
}

void LiveSnapshot::read_everything(CatalogueReader& reader) {
    entries_.clear();
    tables_of_names_.clear();
    able_to_grant_.clear();
    able_to_reach_.clear();
    DescribedList list;
    if (&reader == &reader_)
        reader.read_all(scope_, list);
    else  // in somebody else's transaction, where a savepoint keeps what it has done
        list = read_steadily([&] {
            DescribedList all;
            reader.read_all(scope_, all);
            return all;
        });
    take_in(std::move(list), nullptr);
}

void LiveSnapshot::read_everything() {
    read_steadily([&] {
        reader_.begin();
        read_everything(reader_);
        reader_.end();
    });
}

Changes LiveSnapshot::reread() {
    const Snapshot before = std::exchange(state_, {});
    read_everything();
    return compare(before, state_);
}

}  // namespace migration
