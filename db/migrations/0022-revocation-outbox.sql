-- Why: signing out must not wait for the user pool, and must not be forgotten when the pool is down. The registry row dies first;
-- the refresh token is revoked upstream from here, as often as it takes. The token is sealed (AES-256-GCM); no row names a trader.

CREATE TABLE holdfast.revocation_outbox (
  id uuid PRIMARY KEY,
  sealed_token bytea NOT NULL,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_attempt_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX revocation_outbox_by_turn ON holdfast.revocation_outbox (next_attempt_at);
ALTER TABLE holdfast.revocation_outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.revocation_outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY revocations_of_anybody ON holdfast.revocation_outbox FOR ALL TO holdfast_app USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON holdfast.revocation_outbox TO holdfast_app;
