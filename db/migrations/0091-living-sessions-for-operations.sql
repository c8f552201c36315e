-- Why: after a breach every session must end at once, and ending them goes trader by trader through the product's own role, which sees one trader
-- at a time. Operations may therefore list whose sessions live: the trader's id, and nothing of device, network or address.

CREATE POLICY living_sessions_are_listed_by_operations ON holdfast.sessions FOR SELECT TO holdfast_ops USING (revoked_at IS NULL);
GRANT SELECT (sub, revoked_at) ON holdfast.sessions TO holdfast_ops;
