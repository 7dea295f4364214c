"""Referral codes: every user may invite others, and both sides get a reward."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

revision = "002_add_referral_codes"
down_revision = "001_initial_schema"


def upgrade():
    campaigns = op.create_table(
        "referral_campaigns",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, primary_key=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("inviter_reward", sa.Numeric(10, 2), nullable=False),
        sa.Column("invitee_reward", sa.Numeric(10, 2), nullable=False),
        sa.UniqueConstraint("name", name="uq_referral_campaigns_name"),
        sa.CheckConstraint("inviter_reward >= 0 AND invitee_reward >= 0",
                           name="ck_referral_campaigns_rewards"),
    )
    op.create_table(
        "referral_codes",
        sa.Column("id", pg.UUID(), server_default=sa.text("gen_random_uuid()"),
                  primary_key=True),
        sa.Column("user_id", pg.UUID(), nullable=False),
        sa.Column("campaign_id", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("uses", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_referral_codes_user",
                                ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["campaign_id"], ["referral_campaigns.id"],
                                name="fk_referral_codes_campaign", onupdate="CASCADE",
                                ondelete="RESTRICT"),
        sa.UniqueConstraint("code", name="uq_referral_codes_code"),
    )
    op.bulk_insert(campaigns, [
        {"id": 1, "name": "Старт круга", "inviter_reward": 300, "invitee_reward": 150},
        {"id": 2, "name": "Зимний круг", "inviter_reward": 200, "invitee_reward": 200},
    ])


def downgrade():
    op.drop_table("referral_codes")
    op.drop_table("referral_campaigns")
