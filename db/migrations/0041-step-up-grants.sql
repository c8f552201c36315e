-- Why: one approval approves one act, once. A grant is bound to one session, one purpose, one subject and the hash of the exact terms;
-- it is proven once, used once, and keeps the evidence that a receipt shows. What it is bound to never changes, by no role.

CREATE TABLE holdfast.step_up_grants (
  id             uuid PRIMARY KEY,
  sub            text NOT NULL CHECK (sub <> ''),
  session_id     uuid NOT NULL REFERENCES holdfast.sessions (id),
  purpose        text NOT NULL CHECK (purpose IN ('withdrawal', 'address', 'passkey_add', 'passkey_remove', 'totp_change')),
  subject_id     text NOT NULL CHECK (length(subject_id) BETWEEN 1 AND 1366),
  -- The canonical text (RFC 8785) that was hashed, as the screen showed it.
  terms          text NOT NULL CHECK (length(terms) BETWEEN 2 AND 8192),
  terms_hash     text NOT NULL CHECK (terms_hash ~ '^[A-Za-z0-9_-]{43}$'),
  nonce          bytea NOT NULL CHECK (length(nonce) = 32),
  proofs         text[] NOT NULL CHECK (cardinality(proofs) > 0 AND proofs <@ ARRAY['passkey', 'password_totp']),
  opened_at      timestamptz(0) NOT NULL,
  expires_at     timestamptz(0) NOT NULL,
  proof          text CHECK (proof IN ('passkey', 'password_totp')),
  proven_at      timestamptz(0),
  proof_ends_at  timestamptz(0),
  used_at        timestamptz(0),
  -- A passkey's evidence: what was signed, by which key.
  credential_id      text,
  public_key         bytea,
  client_data_json   bytea,
  authenticator_data bytea,
  signature          bytea,
  CONSTRAINT grants_expire CHECK (expires_at > opened_at),
  CONSTRAINT grants_are_proven_by_an_allowed_proof CHECK (proof IS NULL OR proof = ANY (proofs)),
  CONSTRAINT grants_are_proven_whole CHECK ((proof IS NULL) = (proven_at IS NULL) AND (proof IS NULL) = (proof_ends_at IS NULL)),
  CONSTRAINT grants_are_used_after_proof CHECK (used_at IS NULL OR (proven_at IS NOT NULL AND used_at <= proof_ends_at)),
  CONSTRAINT grants_of_a_passkey_keep_evidence CHECK (
    (proof IS NOT DISTINCT FROM 'passkey') = (num_nulls(credential_id, public_key, client_data_json, authenticator_data, signature) = 0)),
  CONSTRAINT grants_of_others_keep_none CHECK (
    proof IS NOT DISTINCT FROM 'passkey' OR num_nonnulls(credential_id, public_key, client_data_json, authenticator_data, signature) = 0)
);
CREATE INDEX step_up_grants_by_session ON holdfast.step_up_grants (session_id, purpose) WHERE used_at IS NULL;
ALTER TABLE holdfast.step_up_grants ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.step_up_grants FORCE ROW LEVEL SECURITY;
CREATE POLICY grants_of_the_trader ON holdfast.step_up_grants FOR ALL TO holdfast_app
  USING (sub = holdfast.current_sub()) WITH CHECK (sub = holdfast.current_sub());
-- The worker checks the approval itself before it signs.
CREATE POLICY grants_are_read_by_the_worker ON holdfast.step_up_grants FOR SELECT TO holdfast_worker USING (true);
GRANT SELECT ON holdfast.step_up_grants TO holdfast_app, holdfast_worker;
GRANT INSERT (id, sub, session_id, purpose, subject_id, terms, terms_hash, nonce, proofs, opened_at, expires_at)
  ON holdfast.step_up_grants TO holdfast_app;
GRANT UPDATE (proof, proven_at, proof_ends_at, used_at, credential_id, public_key, client_data_json, authenticator_data, signature)
  ON holdfast.step_up_grants TO holdfast_app;

CREATE FUNCTION holdfast.guard_grant() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF (OLD.id, OLD.sub, OLD.session_id, OLD.purpose, OLD.subject_id, OLD.terms, OLD.terms_hash, OLD.nonce, OLD.proofs, OLD.opened_at, OLD.expires_at)
     IS DISTINCT FROM
     (NEW.id, NEW.sub, NEW.session_id, NEW.purpose, NEW.subject_id, NEW.terms, NEW.terms_hash, NEW.nonce, NEW.proofs, NEW.opened_at, NEW.expires_at) THEN
    RAISE EXCEPTION 'what a grant is bound to never changes' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'grants_stay_bound';
  END IF;
  IF OLD.proven_at IS NOT NULL AND
     (OLD.proof, OLD.proven_at, OLD.proof_ends_at, OLD.credential_id, OLD.public_key, OLD.client_data_json, OLD.authenticator_data, OLD.signature)
     IS DISTINCT FROM
     (NEW.proof, NEW.proven_at, NEW.proof_ends_at, NEW.credential_id, NEW.public_key, NEW.client_data_json, NEW.authenticator_data, NEW.signature) THEN
    RAISE EXCEPTION 'a grant is proven once' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'grants_are_proven_once';
  END IF;
  IF OLD.used_at IS NOT NULL THEN
    RAISE EXCEPTION 'a grant is used once' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'grants_are_used_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER step_up_grants_guard BEFORE UPDATE ON holdfast.step_up_grants FOR EACH ROW EXECUTE FUNCTION holdfast.guard_grant();
CREATE TRIGGER step_up_grants_stay BEFORE DELETE OR TRUNCATE ON holdfast.step_up_grants
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_rewriting();

-- A ceremony of several calls: the first call used a grant, the next ones go on with this. One per session and operation, spent by deletion.
CREATE TABLE holdfast.credential_tickets (
  session_id uuid NOT NULL REFERENCES holdfast.sessions (id),
  operation  text NOT NULL CHECK (operation ~ '^[A-Za-z]{3,60}$'),
  sub        text NOT NULL CHECK (sub <> ''),
  expires_at timestamptz(0) NOT NULL,
  PRIMARY KEY (session_id, operation)
);
ALTER TABLE holdfast.credential_tickets ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.credential_tickets FORCE ROW LEVEL SECURITY;
CREATE POLICY tickets_of_the_trader ON holdfast.credential_tickets FOR ALL TO holdfast_app
  USING (sub = holdfast.current_sub()) WITH CHECK (sub = holdfast.current_sub());
GRANT SELECT, INSERT, UPDATE, DELETE ON holdfast.credential_tickets TO holdfast_app;
