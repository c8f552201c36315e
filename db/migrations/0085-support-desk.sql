-- Why: nobody at the support desk acts alone. An act is a request of one operator, decided by another, each with a fresh passkey on the same terms; it
-- takes effect in the transaction of its approval or not at all, and what was asked, by whom and why stays written. The acts are a closed list: whatever
-- would shorten a wait, take a factor away, change an address or move money has no name here.

CREATE TABLE holdfast.desk_requests (
  id               uuid PRIMARY KEY,
  act              text NOT NULL CHECK (act IN (
                     'freeze_account', 'end_sessions', 'uphold_cancel', 'restart_recovery', 'start_recovery', 'resend_notice')),
  trader           text NOT NULL CHECK (length(trader) BETWEEN 1 AND 128),
  -- What of the trader's it is about: a recovery, an event, or the account itself.
  subject_id       text NOT NULL CHECK (length(subject_id) BETWEEN 1 AND 64),
  reason           text NOT NULL CHECK (length(reason) BETWEEN 20 AND 500 AND reason !~ '[[:cntrl:]]'),
  -- The canonical text (RFC 8785) that both operators were shown and both passkeys signed the hash of.
  terms            text NOT NULL CHECK (length(terms) BETWEEN 2 AND 8192),
  terms_hash       text NOT NULL CHECK (terms_hash ~ '^[A-Za-z0-9_-]{43}$'),
  requested_by     text NOT NULL CHECK (requested_by <> ''),
  requester_handle text NOT NULL CHECK (length(requester_handle) BETWEEN 1 AND 60),
  drafted_at       timestamptz(0) NOT NULL,
  -- NULL until its passkey has signed: a draft is nobody's request.
  requested_at     timestamptz(0),
  expires_at       timestamptz(0),
  request_grant    uuid UNIQUE REFERENCES holdfast.operator_grants (id),
  decision         text CHECK (decision IN ('approved', 'rejected', 'withdrawn')),
  decided_by       text,
  decider_handle   text CHECK (length(decider_handle) BETWEEN 1 AND 60),
  decided_at       timestamptz(0),
  decision_grant   uuid UNIQUE REFERENCES holdfast.operator_grants (id),
  carried_out_at   timestamptz(0),
  CONSTRAINT desk_requests_are_made_whole CHECK (num_nulls(requested_at, expires_at, request_grant) IN (0, 3)),
  CONSTRAINT desk_requests_last_a_day CHECK (requested_at IS NULL OR (requested_at >= drafted_at AND expires_at = requested_at + interval '24 hours')),
  CONSTRAINT desk_requests_are_decided_whole CHECK (num_nulls(decision, decided_by, decider_handle, decided_at) IN (0, 4)),
  CONSTRAINT desk_requests_are_decided_in_time CHECK (
    decided_at IS NULL OR (requested_at IS NOT NULL AND decided_at >= requested_at AND decided_at < expires_at)),
  -- Two people: only the one who asked takes a request back, and only another one decides it.
  CONSTRAINT desk_requests_take_two_people CHECK (decision IS NULL OR (decision = 'withdrawn') = (decided_by = requested_by)),
  CONSTRAINT desk_requests_are_decided_by_passkey CHECK ((decision IN ('approved', 'rejected')) IS NOT DISTINCT FROM (decision_grant IS NOT NULL)
    OR (decision IS NULL AND decision_grant IS NULL)),
  CONSTRAINT desk_requests_take_effect_once_approved CHECK (carried_out_at IS NULL OR decision = 'approved')
);
CREATE INDEX desk_requests_by_trader ON holdfast.desk_requests (trader, drafted_at DESC);
CREATE INDEX desk_requests_open ON holdfast.desk_requests (expires_at) WHERE requested_at IS NOT NULL AND decision IS NULL;
ALTER TABLE holdfast.desk_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.desk_requests FORCE ROW LEVEL SECURITY;
CREATE POLICY desk_requests_are_read_by_the_desk ON holdfast.desk_requests FOR SELECT TO holdfast_ops USING (true);
CREATE POLICY desk_requests_are_drafted_by_the_operator ON holdfast.desk_requests FOR INSERT TO holdfast_ops
  WITH CHECK (requested_by = holdfast.current_operator());
CREATE POLICY desk_requests_are_changed_by_the_operator ON holdfast.desk_requests FOR UPDATE TO holdfast_ops
  USING (holdfast.current_operator() IS NOT NULL) WITH CHECK (coalesce(decided_by, requested_by) = holdfast.current_operator());
GRANT SELECT ON holdfast.desk_requests TO holdfast_ops;
GRANT INSERT (id, act, trader, subject_id, reason, terms, terms_hash, requested_by, requester_handle, drafted_at) ON holdfast.desk_requests TO holdfast_ops;
GRANT UPDATE (requested_at, expires_at, request_grant, decision, decided_by, decider_handle, decided_at, decision_grant, carried_out_at)
  ON holdfast.desk_requests TO holdfast_ops;

-- What a request says never changes; it is asked once, decided once and carried out once, each on an approval that was used for exactly its terms.
CREATE FUNCTION holdfast.guard_desk_request() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  named uuid;
  act_of_grant text;
  signer text;
BEGIN
  IF (OLD.id, OLD.act, OLD.trader, OLD.subject_id, OLD.reason, OLD.terms, OLD.terms_hash, OLD.requested_by, OLD.requester_handle, OLD.drafted_at)
     IS DISTINCT FROM
     (NEW.id, NEW.act, NEW.trader, NEW.subject_id, NEW.reason, NEW.terms, NEW.terms_hash, NEW.requested_by, NEW.requester_handle, NEW.drafted_at) THEN
    RAISE EXCEPTION 'what a request says never changes' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'desk_requests_stay_bound';
  END IF;
  IF OLD.requested_at IS NOT NULL AND (OLD.requested_at, OLD.expires_at, OLD.request_grant) IS DISTINCT FROM (NEW.requested_at, NEW.expires_at, NEW.request_grant) THEN
    RAISE EXCEPTION 'a request is made once' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'desk_requests_are_made_once';
  END IF;
  IF OLD.decision IS NOT NULL AND (OLD.decision, OLD.decided_by, OLD.decider_handle, OLD.decided_at, OLD.decision_grant)
     IS DISTINCT FROM (NEW.decision, NEW.decided_by, NEW.decider_handle, NEW.decided_at, NEW.decision_grant) THEN
    RAISE EXCEPTION 'a request is decided once' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'desk_requests_are_decided_once';
  END IF;
  IF OLD.carried_out_at IS NOT NULL THEN
    RAISE EXCEPTION 'a request takes effect once' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'desk_requests_take_effect_once';
  END IF;
  IF OLD.request_grant IS NULL AND NEW.request_grant IS NOT NULL THEN
    named := NEW.request_grant; act_of_grant := 'desk_request'; signer := NEW.requested_by;
  ELSIF OLD.decision_grant IS NULL AND NEW.decision_grant IS NOT NULL THEN
    named := NEW.decision_grant; signer := NEW.decided_by;
    act_of_grant := CASE NEW.decision WHEN 'approved' THEN 'desk_approve' ELSE 'desk_reject' END;
  END IF;
  IF named IS NOT NULL AND NOT EXISTS (
       SELECT FROM holdfast.operator_grants g
        WHERE g.id = named AND g.sub = signer AND g.act = act_of_grant AND g.subject_id = NEW.id::text AND g.terms_hash = NEW.terms_hash
          AND g.used_at IS NOT NULL) THEN
    RAISE EXCEPTION 'only a used approval of exactly these terms counts' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'desk_requests_need_their_grants';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER desk_requests_guard BEFORE UPDATE ON holdfast.desk_requests FOR EACH ROW EXECUTE FUNCTION holdfast.guard_desk_request();
CREATE TRIGGER desk_requests_stay BEFORE DELETE OR TRUNCATE ON holdfast.desk_requests
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_rewriting();

-- An approval and its effect are one transaction: nothing is ever approved that has not happened.
CREATE FUNCTION holdfast.check_desk_effect() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF EXISTS (SELECT FROM holdfast.desk_requests WHERE id = NEW.id AND decision = 'approved' AND carried_out_at IS NULL) THEN
    RAISE EXCEPTION 'an approved request takes effect with its approval'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'desk_requests_take_effect_at_once';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER desk_requests_effect AFTER UPDATE ON holdfast.desk_requests
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION holdfast.check_desk_effect();

-- Whether this very transaction carries out an approved act on the account: at its end there is none left.
CREATE FUNCTION holdfast.desk_carries_out(about text, acts text[]) RETURNS boolean LANGUAGE sql STABLE SET search_path = ''
  RETURN EXISTS (SELECT FROM holdfast.desk_requests WHERE trader = about AND act = ANY (acts) AND decision = 'approved' AND carried_out_at IS NULL);

-- The desk's log tells the story of a request.
CREATE INDEX operator_events_by_request ON holdfast.operator_events ((detail ->> 'request'), id) WHERE detail ? 'request';
CREATE INDEX operator_events_by_trader ON holdfast.operator_events ((detail ->> 'trader'), id DESC) WHERE detail ? 'trader';
