-- Whoever keeps the books of an agency: matches what came in, gives back what was approved, closes the day's cash.
INSERT INTO identity.role (id, name_vi, name_en, permissions, below) VALUES
  ('accountant', 'Kế toán, thủ quỹ', 'Accountant',
    '{payment.read,payment.close,payment.assign,payment.refund}', '{payment.read}')
ON CONFLICT DO NOTHING;
