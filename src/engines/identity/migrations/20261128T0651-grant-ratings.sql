-- The leader reads what people say of the agency and of those below, and answers for his own; whoever works there reads it; the
-- administrators of the province look after words that an agency would rather not show.
UPDATE identity.role SET permissions = permissions || '{rating.read,rating.answer}', below = below || '{rating.read}' WHERE id = 'leader';
UPDATE identity.role SET permissions = permissions || '{rating.read,rating.answer}', below = below || '{rating.read,rating.answer}'
  WHERE id = 'province-admin';
UPDATE identity.role SET permissions = permissions || '{rating.read}' WHERE id IN ('officer', 'receiver');
UPDATE identity.role SET permissions = permissions || '{rating.read}', below = below || '{rating.read}' WHERE id = 'auditor';
