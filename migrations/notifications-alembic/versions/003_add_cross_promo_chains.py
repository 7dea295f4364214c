"""Cross-promo chains: a purchase at one partner opens an offer at the next one.

A branch of its own: it starts beside the referral codes, and the notifications join both.
"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

revision = "003_add_cross_promo_chains"
down_revision = "001_initial_schema"


def upgrade():
    op.create_table(
        "cross_promo_chains",
        sa.Column("id", pg.UUID(), server_default=sa.text("gen_random_uuid()"),
                  primary_key=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("initiator_id", pg.UUID(), nullable=False),
        sa.Column("city", sa.String(100), nullable=False),
        sa.ForeignKeyConstraint(["initiator_id"], ["partners.id"],
                                name="fk_cross_promo_chains_initiator", ondelete="CASCADE"),
    )
    with op.get_context().autocommit_block():
        op.create_index("idx_cross_promo_chains_city", "cross_promo_chains", ["city"],
                        postgresql_concurrently=True)


def downgrade():
    op.drop_table("cross_promo_chains")
