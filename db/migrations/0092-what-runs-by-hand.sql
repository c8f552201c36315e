-- Why: the desk's role is held by a process that people reach over the network, and it had come to read what only commands of ours need: addresses in clear
-- for the import, every trader's events for the export, whose sessions live for ending them after a breach. Those commands run by hand; they get a role of
-- their own, holdfast_keeper, whose password no process has. The desk goes back to one trader at a time. Roles are made before migrations run.

GRANT USAGE ON SCHEMA holdfast TO holdfast_keeper;

-- The import of people from another store.
DROP POLICY legacy_accounts_of_the_import ON holdfast.legacy_accounts;
REVOKE ALL ON holdfast.legacy_accounts FROM holdfast_ops;
CREATE POLICY legacy_accounts_of_the_import ON holdfast.legacy_accounts FOR ALL TO holdfast_keeper USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (legacy_id, email, username, sub, legacy_created_at, imported_at), UPDATE (sub) ON holdfast.legacy_accounts TO holdfast_keeper;

-- The export of the chain, and the counts of runbooks.
DROP POLICY security_events_are_read_by_ops_for_alerts ON holdfast.security_events;
CREATE POLICY security_events_are_read_by_the_keeper ON holdfast.security_events FOR SELECT TO holdfast_keeper USING (true);
GRANT SELECT ON holdfast.security_events TO holdfast_keeper;
CREATE POLICY seals_are_read_by_the_keeper ON holdfast.security_seals FOR SELECT TO holdfast_keeper USING (true);
GRANT SELECT ON holdfast.security_seals TO holdfast_keeper;
DROP POLICY unsealed_events_are_read_by_ops ON holdfast.unsealed_events;
REVOKE SELECT ON holdfast.unsealed_events FROM holdfast_ops;
CREATE POLICY unsealed_events_are_read_by_the_keeper ON holdfast.unsealed_events FOR SELECT TO holdfast_keeper USING (true);
GRANT SELECT ON holdfast.unsealed_events TO holdfast_keeper;

-- Whose sessions live.
DROP POLICY living_sessions_are_listed_by_operations ON holdfast.sessions;
CREATE POLICY living_sessions_are_listed_by_the_keeper ON holdfast.sessions FOR SELECT TO holdfast_keeper USING (revoked_at IS NULL);
GRANT SELECT (sub, revoked_at) ON holdfast.sessions TO holdfast_keeper;

-- Of events the desk reads a trader's own while it is about that trader, as before, and the evidence of alerts while it is about nobody.
CREATE INDEX alerts_by_evidence ON holdfast.alerts USING gin (evidence);
CREATE POLICY evidence_of_alerts_is_read_by_the_desk ON holdfast.security_events FOR SELECT TO holdfast_ops
  USING (holdfast.current_sub() IS NULL AND EXISTS (SELECT FROM holdfast.alerts a WHERE a.evidence @> ARRAY[security_events.id]));
