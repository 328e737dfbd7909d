-- Doubles are found by those who know people: the counter for its own, a leader for the agencies below.
UPDATE identity.role SET permissions = permissions || '{person.join}' WHERE id = 'receiver';
UPDATE identity.role SET permissions = permissions || '{person.join}', below = below || '{person.join}' WHERE id = 'leader';
