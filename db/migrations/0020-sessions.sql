-- Why: a signed token stays good until it expires, so the authority on "is this session alive" is a row here, asked on every request.
-- One row per sign-in (`origin_jti`). Tokens are never stored: of refresh tokens only hashes are.

CREATE TABLE holdfast.sessions (
  id uuid PRIMARY KEY,
  origin_jti uuid NOT NULL UNIQUE,
  sub text NOT NULL CHECK (sub <> ''),
  email text NOT NULL,
  username text NOT NULL,
  -- The proofs that we saw; a token does not say on which it stands.
  factors text[] NOT NULL CHECK (cardinality(factors) > 0 AND factors <@ ARRAY['password', 'totp', 'passkey']),
  auth_time timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  -- Moved by what the trader does, not by polling.
  last_seen_at timestamptz NOT NULL,
  revoked_at timestamptz,
  revoked_reason text,
  device text NOT NULL CHECK (length(device) <= 80),
  network text NOT NULL CHECK (length(network) <= 64),
  CONSTRAINT a_revoked_session_says_why CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
);
CREATE INDEX sessions_by_trader ON holdfast.sessions (sub, created_at DESC);

ALTER TABLE holdfast.sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY sessions_of_the_trader ON holdfast.sessions FOR ALL TO holdfast_app
  USING (sub = holdfast.current_sub()) WITH CHECK (sub = holdfast.current_sub());
GRANT SELECT, INSERT ON holdfast.sessions TO holdfast_app;
GRANT UPDATE (last_seen_at, revoked_at, revoked_reason) ON holdfast.sessions TO holdfast_app;

-- Once dead, always dead: no statement of ours may bring a session back.
CREATE FUNCTION holdfast.keep_revoked_sessions_revoked() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF OLD.revoked_at IS NOT NULL AND (NEW.revoked_at IS DISTINCT FROM OLD.revoked_at OR NEW.last_seen_at > OLD.last_seen_at) THEN
    RAISE EXCEPTION 'a revoked session stays revoked';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER revoked_sessions_stay_revoked BEFORE UPDATE ON holdfast.sessions
  FOR EACH ROW EXECUTE FUNCTION holdfast.keep_revoked_sessions_revoked();

-- Every refresh token a session has had, by SHA-256, so that the reuse of a rotated one can be tied to its session.
-- A refresh arrives before anybody knows whose it is, hence no trader in the policy. A hash opens nothing.
CREATE TABLE holdfast.refresh_tokens (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  session_id uuid NOT NULL,
  sub text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX refresh_tokens_by_age ON holdfast.refresh_tokens (created_at);
ALTER TABLE holdfast.refresh_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.refresh_tokens FORCE ROW LEVEL SECURITY;
CREATE POLICY refresh_tokens_of_anybody ON holdfast.refresh_tokens FOR ALL TO holdfast_app USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON holdfast.refresh_tokens TO holdfast_app;
