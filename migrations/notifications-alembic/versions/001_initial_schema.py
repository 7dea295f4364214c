"""Base schema of Svoy Krug: users, partners, their promotions and what users redeem."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

revision = "001_initial_schema"
down_revision = None

new_uuid = sa.text("gen_random_uuid()")
now = sa.text("now()")


def upgrade():
    pg.ENUM("discount", "gift", "cashback", name="promotion_kind").create(op.get_bind())
    kind = pg.ENUM(name="promotion_kind", create_type=False)

    op.create_table(
        "users",
        sa.Column("id", pg.UUID(), server_default=new_uuid, primary_key=True),
        sa.Column("phone", sa.String(16), nullable=False),
        sa.Column("email", sa.String(255)),
        sa.Column("full_name", sa.String(200), nullable=False),
        sa.Column("city", sa.String(100)),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(), server_default=now, nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(), server_default=now, nullable=False),
        sa.UniqueConstraint("phone", name="uq_users_phone"),
        sa.CheckConstraint(r"phone ~ '^\+[1-9][0-9]{6,14}$'", name="ck_users_phone_e164"),
        comment="Customers and owners of partner businesses",
    )
    op.create_index("idx_users_email", "users", [sa.text("lower(email)")], unique=True,
                    postgresql_where=sa.text("email IS NOT NULL"))

    op.create_table(
        "partners",
        sa.Column("id", pg.UUID(), server_default=new_uuid, primary_key=True),
        sa.Column("owner_id", pg.UUID(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("category", sa.String(50), nullable=False),
        sa.Column("city", sa.String(100), nullable=False),
        sa.Column("latitude", sa.Numeric(9, 6)),
        sa.Column("longitude", sa.Numeric(9, 6)),
        sa.Column("working_hours", pg.JSONB(), server_default="{}", nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_partners_owner",
                                ondelete="RESTRICT"),
        sa.UniqueConstraint("city", "name", name="uq_partners_city_name"),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)",
                           name="ck_partners_place_whole"),
        comment="Local businesses of the circle",
    )
    op.create_index("idx_partners_owner", "partners", ["owner_id"])
    op.create_index("idx_partners_city_category", "partners", ["city", "category"])

    op.create_table(
        "promotions",
        sa.Column("id", pg.UUID(), server_default=new_uuid, primary_key=True),
        sa.Column("partner_id", pg.UUID(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("percent", sa.Numeric(5, 2)),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("max_uses", sa.Integer()),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name="fk_promotions_partner",
                                ondelete="CASCADE"),
        sa.CheckConstraint("valid_until >= valid_from", name="ck_promotions_period"),
        sa.CheckConstraint("(kind = 'gift') = (percent IS NULL)",
                           name="ck_promotions_percent_by_kind"),
    )
    op.create_index("idx_promotions_partner", "promotions", ["partner_id"])


def downgrade():
    op.drop_table("promotions")
    op.drop_table("partners")
    op.drop_table("users")
    op.execute("DROP TYPE promotion_kind")
