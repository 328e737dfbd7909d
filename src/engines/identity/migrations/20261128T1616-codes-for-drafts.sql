-- Who goes on with an application that another account of his began shows that its telephone or e-mail address is his.
ALTER TABLE identity.one_time_code DROP CONSTRAINT one_time_code_purpose_check;
ALTER TABLE identity.one_time_code ADD CONSTRAINT one_time_code_purpose_check
  CHECK (purpose IN ('sign-in', 'register', 'add-contact', 'resume-draft'));
