import { type Act, type Agency, createPost, listAgencies, searchAreas } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import { createAccount } from '../accounts/create-account.ts';
import { changeProfile } from '../accounts/profile.ts';
import { newTotpSecret, saveTotp } from '../factors/totp.ts';
import { givePost } from '../holdings/give-post.ts';
import { giveDemoPassword } from '../passwords/set-password.ts';
import { scopeRole } from '../rights/scope-role.ts';
import { vaultService } from '../vault/vault.ts';
import { DEMO_CITIZENS } from './citizens.ts';
import { type DemoAccounts, saveDemoAccounts } from './demo-file.ts';
import { DEMO_OFFICIALS, type DemoOfficial } from './officials.ts';

const SINCE = '2025-07-01';

async function addOfficial(
  tx: Tx,
  env: Env,
  official: DemoOfficial,
  agencies: ReadonlyMap<string, Agency>,
  act: Act,
): Promise<DemoAccounts['officials'][number]> {
  const agencyNamed = (name: string) => {
    const agency = agencies.get(name);
    if (!agency) throw new Error(`the demo province has no agency "${name}"`);
    return agency;
  };
  const { name, user, titleVi, titleEn, roles } = official;
  const agency = agencyNamed(official.agency);
  const email = `${user}@laocai.example`;
  const accountId = await createAccount(
    tx,
    { kind: 'official', name, staffId: user, email, demo: true },
    act,
  );
  const secret = newTotpSecret();
  await saveTotp(tx, env.get(vaultService), { accountId, secret, step: 0 }, act.at);
  const password = await giveDemoPassword(tx, accountId, act.at);
  const post = await createPost(tx, { agencyId: agency.id, titleVi, titleEn, roles, from: SINCE }, act);
  await givePost(tx, { postId: post.id, accountId, from: SINCE }, act);
  const { alsoFor, fields } = official;
  if (alsoFor || fields)
    for (const roleId of roles)
      for (const agencyId of [agency.id, ...(alsoFor ? [agencyNamed(alsoFor).id] : [])])
        await scopeRole(tx, { postId: post.id, roleId, agencyId, ...(fields && { fields }) }, act);
  return { user, password, totpSecret: secret, name, title: titleVi, agency: agency.name, roles };
}

async function addCitizens(tx: Tx, env: Env, act: Act): Promise<DemoAccounts['citizens']> {
  for (const citizen of DEMO_CITIZENS) {
    const { name, phone, commune, sex, birthDate, ethnicity, personalNumber, addressDetail } = citizen;
    const accountId = await createAccount(
      tx,
      { kind: 'citizen', name, phone, phoneProven: true, demo: true },
      act,
    );
    const areas = await searchAreas(tx, commune, localDate(act.at));
    const areaId = areas.find(a => a.fullName === commune && a.level === 'commune')?.id ?? null;
    const profile = { sex, birthDate, ethnicity, personalNumber, areaId, addressDetail };
    await changeProfile(tx, env.get(vaultService), accountId, profile, act);
  }
  return DEMO_CITIZENS.map(({ name, phone }) => ({ name, phone }));
}

/**
 * The demo's officials, with posts in the demo's agencies, and citizens. Passwords and second factors are made for this
 * installation and kept in DATA_DIR/demo-accounts.json (mode 0600). Does nothing where demo accounts are there already.
 */
export async function loadDemoAccounts(env: Env): Promise<void> {
  if (await env.db.maybe('SELECT FROM identity.account WHERE demo LIMIT 1')) return;
  const now = env.clock.now();
  const act: Act = { ledger: env.get(ledgerService), actor: 'system', at: now };
  const agencies = new Map((await listAgencies(env.db, localDate(now))).map(a => [a.name, a]));
  const accounts = await env.db.tx(async tx => {
    const officials = [];
    for (const official of DEMO_OFFICIALS)
      officials.push(await addOfficial(tx, env, official, agencies, act));
    const made = { officials, citizens: await addCitizens(tx, env, act) };
    // Before the commit: an account whose password nobody knows would be worse than a file of accounts that are not there.
    await saveDemoAccounts(env.config.DATA_DIR, made);
    return made;
  });
  env.log.info(
    { officials: accounts.officials.length, citizens: accounts.citizens.length },
    'demo accounts made',
  );
}
