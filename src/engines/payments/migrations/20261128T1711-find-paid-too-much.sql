-- What has to go back is looked for in one list: few lines of the journal speak of money above what was asked, few obligations are let go.
CREATE INDEX journal_line_overpaid ON payments.journal_line (obligation_id) WHERE account = 'overpaid';
CREATE INDEX obligation_let_go ON payments.obligation (agency_id) WHERE state = 'cancelled';
