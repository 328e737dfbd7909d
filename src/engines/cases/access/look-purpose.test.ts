import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Visitor } from '#platform/http';
import { lookPurpose } from './look-purpose.ts';
import type { DossierFacts } from './table.ts';

const facts: DossierFacts = {
  ...{ applicantId: null, field: 'HOTICH', untouched: false, waits: false, tasks: [] },
  ...{
    places: [['committee', 'province']],
    decidedBy: ['committee', 'province'],
    receivedBy: ['committee', 'province'],
  },
};

/** An official of `agencyId` with these rights there and, as his role has it, at the agencies below. */
const official = (agencyId: string, ...rights: string[]) =>
  ({
    accountId: 'a',
    kind: 'official',
    grants: rights.map(permission => ({ permission, agencyId, postId: 'p', below: true, fields: null })),
  }) as unknown as Visitor;

test('the citizen is told what a look was for by who looked: to handle, to inspect, to oversee, or for the money', () => {
  const money = { purpose: 'money', rights: ['payment.receive'] };
  const said = [
    lookPurpose(official('committee', 'dossier.read', 'dossier.process'), facts, money),
    lookPurpose(official('province', 'dossier.read', 'ledger.read'), facts),
    lookPurpose(official('province', 'dossier.read', 'report.read'), facts),
    lookPurpose(official('committee', 'dossier.read', 'payment.receive'), facts, money),
    lookPurpose(official('committee', 'dossier.read', 'ledger.read', 'dossier.sign'), facts),
    lookPurpose(official('elsewhere', 'dossier.process'), facts),
  ];
  assert.deepEqual(said, ['handle', 'inspect', 'oversee', 'money', 'handle', 'oversee']);
});
