-- Messages name where their reader goes on, by whether he has an account; those of before named the pages of the account, and still do.
UPDATE messaging.message SET params = params
  || CASE WHEN text_key LIKE 'complaints.%' THEN jsonb_build_object('see', '/khieu-nai/' || (params ->> 'id'))
     ELSE jsonb_build_object('see', '/ho-so/' || (params ->> 'code'), 'pay', '/ho-so/' || (params ->> 'code') || '/nop-phi') END
WHERE about_kind = 'dossier' AND params ? 'code' AND NOT secret;
