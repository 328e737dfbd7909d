-- Writing a procedure and approving it are two rights, so that two people are needed (procedures: four eyes).
UPDATE identity.role SET
  permissions = array_remove(permissions, 'procedure.manage') || '{procedure.edit,procedure.approve}',
  below = CASE WHEN 'procedure.manage' = ANY (below)
    THEN array_remove(below, 'procedure.manage') || '{procedure.edit,procedure.approve}' ELSE below END
WHERE 'procedure.manage' = ANY (permissions);
UPDATE identity.api_token SET scopes = array_replace(scopes, 'procedure.manage', 'procedure.edit');

INSERT INTO identity.role (id, name_vi, name_en, permissions, below) VALUES
  ('procedure-editor', 'Người soạn thủ tục', 'Procedure editor', '{procedure.edit}', '{procedure.edit}'),
  ('procedure-approver', 'Người duyệt thủ tục', 'Procedure approver',
    '{procedure.edit,procedure.approve}', '{procedure.edit,procedure.approve}')
ON CONFLICT (id) DO NOTHING;
