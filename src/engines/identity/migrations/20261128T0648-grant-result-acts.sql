-- Who signs results corrects slips of the pen in them and issues them again; who leads revokes them, also those of the agencies
-- below (a decision against the law is annulled by the body above).
UPDATE identity.role SET permissions = permissions || '{result.correct,result.reissue}' WHERE id = 'signer';
UPDATE identity.role SET permissions = permissions || '{result.revoke}', below = below || '{result.revoke}' WHERE id = 'leader';
