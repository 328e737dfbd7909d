import type { Role } from '../rights/roles.ts';

/** Kinds of users who hold no role, and what the program lets them do; the rest is the table of roles. */
const KINDS = [
  [
    'Nobody (not signed in)',
    'reads public pages; looks up a dossier by its code and the last digits of the phone; checks a signed document',
  ],
  [
    'Citizen',
    'the same; everything with **his own** account, drafts, dossiers and results; nothing of anybody else’s and nothing at an agency',
  ],
  ['Official without a post', 'his own account only'],
  [
    'Official with a post',
    'his own account; at agencies, what the roles of his posts allow on that day (below), and what was delegated to these posts',
  ],
  ['API client', 'what its scopes name (permissions), at its agency and those below; no pages'],
  ['Blocked account, ended or timed-out session', 'as nobody'],
] as const;

const cell = (role: Role, permission: string): string =>
  role.below.includes(permission) ? 'below' : role.permissions.includes(permission) ? 'own' : '–';

/** `docs/permissions.md`: kinds of users × what they may do, roles × permissions. A test compares the file with the roles. */
export function permissionsPage(roles: readonly Role[]): string {
  const permissions = [...new Set(roles.flatMap(r => r.permissions))].sort();
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return `# Who may do what

Work belongs to posts, never to persons. A right is: holding (who holds the post today) × the post's roles × the role's
permissions × the agency. The decision itself is one pure function, \`decide\` in \`src/engines/identity/rights/decide.ts\`.
This page is compared with the roles of a fresh installation by a test; an installation may add roles of its own.

## Kinds of users

${row(['who', 'may'])}
${row(['---', '---'])}
${KINDS.map(row).join('\n')}

## Roles

\`own\`: at the agency of the post. \`below\`: there and at all agencies below it. \`–\`: not at all.
A post's role can be given another reach (other agency, all below, some fields of procedures only): \`role_scope\`.
A commune without an accountant makes a role of its own that allows \`payment.pay-refund\` and gives it to a post at its desk: who asked for a
refund never pays it out, whatever his roles.

${row(['permission', ...roles.map(r => r.id)])}
${row(['---', ...roles.map(() => ':-:')])}
${permissions.map(p => row([`\`${p}\``, ...roles.map(r => cell(r, p))])).join('\n')}

${roles.map(r => `- \`${r.id}\`: ${r.nameVi} (${r.nameEn})`).join('\n')}

## Who opens files

Who holds \`dossier.read\` reads a dossier's page, its receipt and its slips; numbers and ways to reach people are masked there for whoever does not hold \`dossier.read-personal\` where the dossier is. The files that were handed in, and the
signed results, bear all of it in full and cannot be masked. They open to who holds \`dossier.read-personal\` there, and to who works on dossiers (receives, processes, decides, signs or hands over) at an agency that has to do with the dossier, or above one.
Who only looks on, as the auditor does, reads what was done, by whom and when, and opens none. An inspection that needs the papers gets a post with a role of its own that allows \`dossier.read-personal\`: for the days of the inspection, and each look stands in the ledger.
Identity numbers stand whole on the page before who holds \`dossier.read-personal\` and has a step of the dossier, or a question about it, before him. Another who holds it reads the last four digits, and the whole when he asks, which is an entry of its own, with the
purpose \`numbers\` (decision 0635).
The decision that ended a result is open to who inspects it. A complaint is read likewise: masked for who may not read personal data, whole for who settles it; its files and its signed decision, which repeats what the complainant wrote, open to who handles it
or may open the papers of its dossier (decision 0645).
Money: who handles it at the agency whose it is (a right beside \`payment.read\`), or may read personal data there, reads whose it is whole. Who only looks on, as the auditor does, reads sums, codes and who acted, and of payers and payees initials (decision 0666).

## Taking back

Who did an act on a dossier takes it back; so does who holds the post in which it was done today, or acts for it, with a right that the act needs.
Nobody else does, whatever his rights: a leader who wants another outcome decides anew. Until when, and which acts: [undo.md](undo.md).

## Delegation

The holder of a post may let another post act for it (\`/can-bo/uy-quyen\`: another of the same agency; whoever governs the agency can do it for him), for days that are named and for some of its roles. The right is held through the
post that gave it, and the ledger says so. It cannot be passed on. It ends with its last day, when it is revoked, and when
the post loses the role.

## Correcting a typing error

What a clerk keyed in for somebody is corrected until a result is signed by who holds \`dossier.receive\` where the dossier was received, and by who keeps
a step of it (receiving, processing, deciding) at the agency that decides, directly below it, or where it was received. What a citizen declared
himself nobody changes for him (decision 0538).
`;
}
