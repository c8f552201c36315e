-- Why: the support desk has people of its own, in a pool of their own, and what they may do hangs on a living session and on a passkey that counts. All of
-- it stands beside the traders' tables and not in them: the role of the web server cannot read a row here, and the desk's role none of another operator,
-- except what colleagues must see of each other.

-- The operator of this transaction, or NULL. It is another setting than the trader's, because an act of the desk is by one and about the other.
CREATE FUNCTION holdfast.current_operator() RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  SET search_path = ''
  RETURN nullif(current_setting('holdfast.operator', true), '');

CREATE TABLE holdfast.operator_sessions (
  id             uuid PRIMARY KEY,
  origin_jti     uuid NOT NULL UNIQUE,
  sub            text NOT NULL CHECK (sub <> ''),
  email          text NOT NULL,
  factors        text[] NOT NULL CHECK (cardinality(factors) > 0 AND factors <@ ARRAY['password', 'totp', 'passkey']),
  auth_time      timestamptz NOT NULL,
  created_at     timestamptz NOT NULL,
  last_seen_at   timestamptz NOT NULL,
  revoked_at     timestamptz,
  revoked_reason text,
  device         text NOT NULL CHECK (length(device) <= 80),
  network        text NOT NULL CHECK (length(network) <= 64),
  client_traits  text CHECK (length(client_traits) <= 80),
  CONSTRAINT a_revoked_desk_session_says_why CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
);
CREATE INDEX operator_sessions_by_operator ON holdfast.operator_sessions (sub, created_at DESC);
ALTER TABLE holdfast.operator_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.operator_sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY sessions_of_the_operator ON holdfast.operator_sessions FOR ALL TO holdfast_ops
  USING (sub = holdfast.current_operator()) WITH CHECK (sub = holdfast.current_operator());
GRANT SELECT, INSERT ON holdfast.operator_sessions TO holdfast_ops;
GRANT UPDATE (last_seen_at, revoked_at, revoked_reason) ON holdfast.operator_sessions TO holdfast_ops;
CREATE TRIGGER revoked_desk_sessions_stay_revoked BEFORE UPDATE ON holdfast.operator_sessions
  FOR EACH ROW EXECUTE FUNCTION holdfast.keep_revoked_sessions_revoked();

-- Every refresh token a session has had, by SHA-256. A refresh arrives before anybody knows whose it is; a hash opens nothing.
CREATE TABLE holdfast.operator_refresh_tokens (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  session_id uuid NOT NULL REFERENCES holdfast.operator_sessions (id),
  sub        text NOT NULL CHECK (sub <> ''),
  created_at timestamptz NOT NULL
);
CREATE INDEX operator_refresh_tokens_by_age ON holdfast.operator_refresh_tokens (created_at);
ALTER TABLE holdfast.operator_refresh_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.operator_refresh_tokens FORCE ROW LEVEL SECURITY;
CREATE POLICY refresh_tokens_of_any_operator ON holdfast.operator_refresh_tokens FOR SELECT TO holdfast_ops USING (true);
CREATE POLICY refresh_tokens_are_kept_for_the_operator ON holdfast.operator_refresh_tokens FOR INSERT TO holdfast_ops
  WITH CHECK (sub = holdfast.current_operator());
CREATE POLICY refresh_tokens_of_the_past_go ON holdfast.operator_refresh_tokens FOR DELETE TO holdfast_ops USING (true);
GRANT SELECT, INSERT, DELETE ON holdfast.operator_refresh_tokens TO holdfast_ops;

-- A passkey signs in from its enrolment on and approves from `counts_from` on. Nothing brings that instant nearer but a colleague's approval of exactly
-- this passkey, and a passkey that was turned down or removed never counts again.
CREATE TABLE holdfast.operator_passkeys (
  credential_id      text PRIMARY KEY CHECK (credential_id ~ '^[A-Za-z0-9_-]+$' AND length(credential_id) <= 1366),
  sub                text NOT NULL CHECK (sub <> ''),
  name               text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  public_key         bytea NOT NULL,
  sign_count         bigint NOT NULL CHECK (sign_count >= 0),
  transports         text[] NOT NULL,
  aaguid             uuid NOT NULL,
  is_backup_eligible boolean NOT NULL,
  is_backed_up       boolean NOT NULL,
  created_at         timestamptz(0) NOT NULL,
  counts_from        timestamptz(0) NOT NULL,
  -- The approval behind an instant that is nearer than the cool-off: by an older passkey of the same operator, or by a colleague.
  grant_id           uuid UNIQUE,
  ended_at           timestamptz(0),
  ended_by           text,
  CONSTRAINT passkeys_wait_a_day_or_are_approved CHECK (
    counts_from >= created_at AND (grant_id IS NOT NULL OR counts_from >= created_at + interval '1 day')),
  CONSTRAINT ended_passkeys_say_by_whom CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX operator_passkeys_by_operator ON holdfast.operator_passkeys (sub, created_at);
ALTER TABLE holdfast.operator_passkeys ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.operator_passkeys FORCE ROW LEVEL SECURITY;
-- Colleagues watch over each other's passkeys; a public key is no secret.
CREATE POLICY passkeys_are_seen_by_colleagues ON holdfast.operator_passkeys FOR SELECT TO holdfast_ops USING (true);
CREATE POLICY passkeys_are_enrolled_by_the_operator ON holdfast.operator_passkeys FOR INSERT TO holdfast_ops
  WITH CHECK (sub = holdfast.current_operator());
CREATE POLICY passkeys_are_changed_by_operators ON holdfast.operator_passkeys FOR UPDATE TO holdfast_ops
  USING (holdfast.current_operator() IS NOT NULL) WITH CHECK (holdfast.current_operator() IS NOT NULL);
-- Only an enrolment that the pool refused goes without a trace: it never was a passkey.
CREATE POLICY passkeys_that_never_were_go ON holdfast.operator_passkeys FOR DELETE TO holdfast_ops USING (sub = holdfast.current_operator());
GRANT SELECT, INSERT, DELETE ON holdfast.operator_passkeys TO holdfast_ops;
GRANT UPDATE (sign_count, counts_from, grant_id, ended_at, ended_by) ON holdfast.operator_passkeys TO holdfast_ops;

-- One enrolment in progress per session: the challenge that we saw, spent by being deleted.
CREATE TABLE holdfast.operator_ceremonies (
  session_id       uuid PRIMARY KEY REFERENCES holdfast.operator_sessions (id),
  sub              text NOT NULL CHECK (sub <> ''),
  challenge        text NOT NULL,
  relying_party_id text NOT NULL,
  grant_id         uuid,
  expires_at       timestamptz NOT NULL
);
ALTER TABLE holdfast.operator_ceremonies ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.operator_ceremonies FORCE ROW LEVEL SECURITY;
CREATE POLICY ceremonies_of_the_operator ON holdfast.operator_ceremonies FOR ALL TO holdfast_ops
  USING (sub = holdfast.current_operator()) WITH CHECK (sub = holdfast.current_operator());
GRANT SELECT, INSERT, UPDATE, DELETE ON holdfast.operator_ceremonies TO holdfast_ops;

-- One approval approves one act of the desk, once, like the traders' (0041). Its only proof is a passkey, and the evidence stays.
CREATE TABLE holdfast.operator_grants (
  id                 uuid PRIMARY KEY,
  sub                text NOT NULL CHECK (sub <> ''),
  session_id         uuid NOT NULL REFERENCES holdfast.operator_sessions (id),
  act                text NOT NULL CHECK (act ~ '^[a-z][a-z_]{2,60}$'),
  subject_id         text NOT NULL CHECK (length(subject_id) BETWEEN 1 AND 1366),
  terms              text NOT NULL CHECK (length(terms) BETWEEN 2 AND 8192),
  terms_hash         text NOT NULL CHECK (terms_hash ~ '^[A-Za-z0-9_-]{43}$'),
  nonce              bytea NOT NULL CHECK (length(nonce) = 32),
  opened_at          timestamptz(0) NOT NULL,
  expires_at         timestamptz(0) NOT NULL,
  proven_at          timestamptz(0),
  proof_ends_at      timestamptz(0),
  used_at            timestamptz(0),
  credential_id      text,
  public_key         bytea,
  client_data_json   bytea,
  authenticator_data bytea,
  signature          bytea,
  CONSTRAINT desk_grants_expire CHECK (expires_at > opened_at),
  CONSTRAINT desk_grants_are_proven_whole CHECK (
    num_nulls(proven_at, proof_ends_at, credential_id, public_key, client_data_json, authenticator_data, signature) IN (0, 7)),
  CONSTRAINT desk_grants_are_used_after_proof CHECK (used_at IS NULL OR (proven_at IS NOT NULL AND used_at <= proof_ends_at))
);
CREATE INDEX operator_grants_by_session ON holdfast.operator_grants (session_id, act) WHERE used_at IS NULL;
ALTER TABLE holdfast.operator_grants ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.operator_grants FORCE ROW LEVEL SECURITY;
CREATE POLICY grants_of_the_operator ON holdfast.operator_grants FOR ALL TO holdfast_ops
  USING (sub = holdfast.current_operator()) WITH CHECK (sub = holdfast.current_operator());
GRANT SELECT ON holdfast.operator_grants TO holdfast_ops;
GRANT INSERT (id, sub, session_id, act, subject_id, terms, terms_hash, nonce, opened_at, expires_at) ON holdfast.operator_grants TO holdfast_ops;
GRANT UPDATE (proven_at, proof_ends_at, used_at, credential_id, public_key, client_data_json, authenticator_data, signature)
  ON holdfast.operator_grants TO holdfast_ops;

ALTER TABLE holdfast.operator_passkeys ADD FOREIGN KEY (grant_id) REFERENCES holdfast.operator_grants (id);
ALTER TABLE holdfast.operator_ceremonies ADD FOREIGN KEY (grant_id) REFERENCES holdfast.operator_grants (id);

CREATE FUNCTION holdfast.guard_operator_grant() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF (OLD.id, OLD.sub, OLD.session_id, OLD.act, OLD.subject_id, OLD.terms, OLD.terms_hash, OLD.nonce, OLD.opened_at, OLD.expires_at)
     IS DISTINCT FROM
     (NEW.id, NEW.sub, NEW.session_id, NEW.act, NEW.subject_id, NEW.terms, NEW.terms_hash, NEW.nonce, NEW.opened_at, NEW.expires_at) THEN
    RAISE EXCEPTION 'what a grant is bound to never changes' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'desk_grants_stay_bound';
  END IF;
  IF OLD.proven_at IS NOT NULL AND
     (OLD.proven_at, OLD.proof_ends_at, OLD.credential_id, OLD.public_key, OLD.client_data_json, OLD.authenticator_data, OLD.signature)
     IS DISTINCT FROM
     (NEW.proven_at, NEW.proof_ends_at, NEW.credential_id, NEW.public_key, NEW.client_data_json, NEW.authenticator_data, NEW.signature) THEN
    RAISE EXCEPTION 'a grant is proven once' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'desk_grants_are_proven_once';
  END IF;
  IF OLD.used_at IS NOT NULL THEN
    RAISE EXCEPTION 'a grant is used once' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'desk_grants_are_used_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER operator_grants_guard BEFORE UPDATE ON holdfast.operator_grants FOR EACH ROW EXECUTE FUNCTION holdfast.guard_operator_grant();
CREATE TRIGGER operator_grants_stay BEFORE DELETE OR TRUNCATE ON holdfast.operator_grants
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_rewriting();

-- What stands behind a passkey that counts early is a used approval of exactly that; without one the table itself asks for the day.
CREATE FUNCTION holdfast.guard_operator_passkey() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  behind record;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.ended_at IS NOT NULL AND (NEW.ended_at, NEW.ended_by, NEW.counts_from) IS DISTINCT FROM (OLD.ended_at, OLD.ended_by, OLD.counts_from) THEN
      RAISE EXCEPTION 'a passkey that has ended stays ended'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ended_passkeys_stay_ended';
    END IF;
    IF OLD.grant_id IS NOT NULL AND (NEW.grant_id, NEW.counts_from) IS DISTINCT FROM (OLD.grant_id, OLD.counts_from) THEN
      RAISE EXCEPTION 'a passkey is approved once' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'passkeys_are_approved_once';
    END IF;
  END IF;
  IF NEW.grant_id IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.grant_id IS NULL) THEN
    SELECT sub, act, subject_id, used_at INTO behind FROM holdfast.operator_grants WHERE id = NEW.grant_id;
    IF behind.used_at IS NULL
       OR (TG_OP = 'INSERT') IS DISTINCT FROM (behind.act = 'passkey_add' AND behind.sub = NEW.sub)
       OR (TG_OP = 'UPDATE') IS DISTINCT FROM (behind.act = 'passkey_confirm' AND behind.sub <> NEW.sub AND behind.subject_id = NEW.credential_id) THEN
      RAISE EXCEPTION 'a passkey counts early by an older one of its owner or by a colleague'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'early_passkeys_are_approved';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER operator_passkeys_guard BEFORE INSERT OR UPDATE ON holdfast.operator_passkeys
  FOR EACH ROW EXECUTE FUNCTION holdfast.guard_operator_passkey();

-- The desk's own log: sign-ins, refusals, enrolments and acts. Colleagues read all of it, and nobody changes any of it.
CREATE TABLE holdfast.operator_events (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at         timestamptz NOT NULL,
  sub        text,
  session_id uuid,
  kind       text NOT NULL CHECK (kind ~ '^[a-z][a-z_]{2,60}$'),
  detail     jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX operator_events_by_operator ON holdfast.operator_events (sub, id DESC);
ALTER TABLE holdfast.operator_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.operator_events FORCE ROW LEVEL SECURITY;
CREATE POLICY desk_events_are_written_by_the_operator ON holdfast.operator_events FOR INSERT TO holdfast_ops
  WITH CHECK (sub IS NULL OR sub = holdfast.current_operator());
CREATE POLICY desk_events_are_read_by_colleagues ON holdfast.operator_events FOR SELECT TO holdfast_ops USING (true);
CREATE POLICY desk_events_are_read_by_the_worker ON holdfast.operator_events FOR SELECT TO holdfast_worker USING (true);
GRANT SELECT, INSERT (at, sub, session_id, kind, detail) ON holdfast.operator_events TO holdfast_ops;
GRANT SELECT ON holdfast.operator_events TO holdfast_worker;
CREATE TRIGGER operator_events_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON holdfast.operator_events
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_change_of_history();
