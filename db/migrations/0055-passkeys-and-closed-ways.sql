-- Why: a trader tells passkeys apart by name and by where each was last used, and may close the ways in that can be phished. A closed way is refused here,
-- because the pool has no such setting: it lets a passkey stand for both factors only while another method stands beside it (ADR-033).

ALTER TABLE holdfast.passkeys
  ADD COLUMN name text NOT NULL DEFAULT 'Passkey' CHECK (length(name) BETWEEN 1 AND 40),
  ADD COLUMN last_used_at timestamptz(0),
  ADD COLUMN last_used_for text CHECK (last_used_for IN ('sign_in', 'approval')),
  ADD COLUMN last_used_device text CHECK (length(last_used_device) <= 80),
  ADD COLUMN last_used_network text CHECK (length(last_used_network) <= 64),
  -- A removal that was let through and whose end is not known yet; meanwhile it is not counted on as a way in.
  ADD COLUMN removing_at timestamptz(0),
  ADD CONSTRAINT passkeys_are_used_whole CHECK (num_nulls(last_used_at, last_used_for, last_used_device, last_used_network) IN (0, 4));

-- One row for each way that a trader has closed. It is closed until `opens_at`, which is NULL until the trader asks for it back.
CREATE TABLE holdfast.closed_ways (
  sub       text NOT NULL CHECK (sub <> ''),
  -- 'password' closes password, authenticator and every way back by mail; 'authenticator' closes the codes of the app.
  way       text NOT NULL CHECK (way IN ('password', 'authenticator')),
  closed_at timestamptz(0) NOT NULL,
  opens_at  timestamptz(0),
  -- When the trail was told that it is open again: at the first session after it.
  noted_at  timestamptz(0),
  PRIMARY KEY (sub, way),
  CONSTRAINT closed_ways_open_later CHECK (opens_at IS NULL OR opens_at >= closed_at)
);
ALTER TABLE holdfast.closed_ways ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.closed_ways FORCE ROW LEVEL SECURITY;
CREATE POLICY ways_are_closed_by_the_trader ON holdfast.closed_ways FOR INSERT TO holdfast_app WITH CHECK (sub = holdfast.current_sub());
CREATE POLICY ways_are_changed_by_the_trader ON holdfast.closed_ways FOR UPDATE TO holdfast_app
  USING (sub = holdfast.current_sub()) WITH CHECK (sub = holdfast.current_sub());
-- Whoever signs in has no session yet, so the look-up by account runs without a trader.
CREATE POLICY closed_ways_are_read_by_the_app ON holdfast.closed_ways FOR SELECT TO holdfast_app
  USING (sub = holdfast.current_sub() OR holdfast.current_sub() IS NULL);
GRANT SELECT, INSERT ON holdfast.closed_ways TO holdfast_app;
GRANT UPDATE (closed_at, opens_at, noted_at) ON holdfast.closed_ways TO holdfast_app;
