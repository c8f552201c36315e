-- Why: a program reads for a trader with a key of its own. The key is 32 random bytes, so its SHA-256 is enough to know it again and useless to whoever
-- reads this table. It is written down before it is approved, like every act; only with the approval does a secret exist at all.

CREATE TABLE holdfast.api_keys (
  id           uuid PRIMARY KEY,
  trader       text NOT NULL CHECK (length(trader) BETWEEN 1 AND 128),
  name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  scopes       text[] NOT NULL CHECK (cardinality(scopes) BETWEEN 1 AND 8
                 AND scopes <@ ARRAY['portfolio:read', 'activity:read', 'markets:read']),
  created_at   timestamptz(0) NOT NULL,
  -- Until then it can be approved.
  draft_ends_at timestamptz(0) NOT NULL,
  -- From then on it is refused.
  expires_at   timestamptz(0) NOT NULL,
  terms_hash   text NOT NULL CHECK (terms_hash ~ '^[A-Za-z0-9_-]{43}$'),
  -- NULL until it is confirmed with a grant.
  grant_id     uuid UNIQUE REFERENCES holdfast.step_up_grants (id),
  made_at      timestamptz(0),
  secret_hash  text UNIQUE CHECK (secret_hash ~ '^[A-Za-z0-9_-]{43}$'),
  last_used_at timestamptz(0),
  -- How often it was used in the window that began then.
  window_at    timestamptz(0),
  window_uses  integer NOT NULL DEFAULT 0,
  revoked_at   timestamptz(0),
  CONSTRAINT api_keys_are_made_whole CHECK ((grant_id IS NULL) = (made_at IS NULL) AND (made_at IS NULL) = (secret_hash IS NULL)),
  CONSTRAINT api_keys_end CHECK (expires_at > created_at AND expires_at <= created_at + interval '366 days')
);
CREATE INDEX api_keys_by_trader ON holdfast.api_keys (trader, created_at DESC, id);
ALTER TABLE holdfast.api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.api_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY api_keys_of_the_trader ON holdfast.api_keys FOR ALL TO holdfast_app
  USING (trader = holdfast.current_sub()) WITH CHECK (trader = holdfast.current_sub());
-- Whoever shows a key is nobody yet: without a trader exactly the row of the shown secret is seen, and no other.
CREATE POLICY api_keys_are_found_by_their_secret ON holdfast.api_keys FOR SELECT TO holdfast_app
  USING (holdfast.current_sub() IS NULL AND secret_hash = current_setting('holdfast.shown_key', true));
GRANT SELECT ON holdfast.api_keys TO holdfast_app;
GRANT INSERT (id, trader, name, scopes, created_at, draft_ends_at, expires_at, terms_hash) ON holdfast.api_keys TO holdfast_app;
GRANT UPDATE (grant_id, made_at, secret_hash, last_used_at, window_at, window_uses, revoked_at) ON holdfast.api_keys TO holdfast_app;

CREATE FUNCTION holdfast.guard_api_key() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF OLD.revoked_at IS NOT NULL OR (OLD.made_at IS NOT NULL AND
     (OLD.grant_id, OLD.made_at, OLD.secret_hash) IS DISTINCT FROM (NEW.grant_id, NEW.made_at, NEW.secret_hash)) THEN
    RAISE EXCEPTION 'a made key is only ever used and revoked' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'api_keys_stay';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER api_keys_guard BEFORE UPDATE ON holdfast.api_keys FOR EACH ROW EXECUTE FUNCTION holdfast.guard_api_key();
