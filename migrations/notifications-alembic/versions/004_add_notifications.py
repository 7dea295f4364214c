"""Notifications: messages to users, by whatever channel. Joins both branches."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import UUID

revision = "004_add_notifications"
down_revision = ("002_add_referral_codes", "003_add_cross_promo_chains")


def upgrade():
    op.create_table(
        "notifications",
        sa.Column("id", UUID(), primary_key=True),
        sa.Column("user_id", UUID(), sa.ForeignKey("users.id")),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("status", sa.String(20), server_default="pending"),
        sa.Column("created_at", sa.TIMESTAMP(), server_default=sa.func.now()),
    )
    op.create_index("idx_notifications_user", "notifications", ["user_id"])


def downgrade():
    op.drop_table("notifications")
