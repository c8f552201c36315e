-- Why: a session that stands on a passkey which was not enrolled through us may look but not act, and whatever weakens an account delays
-- its withdrawals. A hold is never shortened or removed, by no role: later ones only add time.

CREATE FUNCTION holdfast.refuse_rewriting() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: what happened stays written', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'history_stays_written';
END $$;

-- NULL for a session that may act. No role may update it, so a session keeps what it was opened with.
ALTER TABLE holdfast.sessions ADD COLUMN read_only_reason text CHECK (read_only_reason IN ('unknown_passkey'));

CREATE TABLE holdfast.withdrawal_holds (
  id         uuid PRIMARY KEY,
  sub        text NOT NULL CHECK (sub <> ''),
  reason     text NOT NULL CHECK (reason IN ('first_factor', 'unknown_passkey')),
  started_at timestamptz(0) NOT NULL,
  ends_at    timestamptz(0) NOT NULL,
  CONSTRAINT withdrawal_holds_last CHECK (ends_at > started_at)
);
CREATE INDEX withdrawal_holds_by_trader ON holdfast.withdrawal_holds (sub, ends_at DESC);
ALTER TABLE holdfast.withdrawal_holds ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.withdrawal_holds FORCE ROW LEVEL SECURITY;
CREATE POLICY holds_of_the_trader ON holdfast.withdrawal_holds FOR ALL TO holdfast_app
  USING (sub = holdfast.current_sub()) WITH CHECK (sub = holdfast.current_sub());
GRANT SELECT, INSERT ON holdfast.withdrawal_holds TO holdfast_app;
CREATE TRIGGER withdrawal_holds_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON holdfast.withdrawal_holds
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_rewriting();

-- The account's first passkey may be added without an approval right after a sign-in. Whether an enrolment in progress stands on that is
-- judged again at its end, so that two of them cannot both be the first.
ALTER TABLE holdfast.webauthn_ceremonies ADD COLUMN is_first boolean NOT NULL DEFAULT false;
