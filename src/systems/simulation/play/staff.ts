import { createAccount, givePost, postsAble } from '#engines/identity';
import { type Act, type Agency, createPost, findArea, getAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import { personOf } from '../people/person.ts';
import { randomOf } from '../plan/random.ts';
import type { Ground } from './ground.ts';

/** Somebody in an office, and the post through which he acts. */
export type Official = { accountId: string; postId: string; agencyId: string; name: string };

export type Staff = {
  /** Whoever holds `permission` at an agency; where nobody does, a new official of the demo who cannot sign in. */
  holderOf(agencyId: string, permission: string, at: Date): Promise<Official>;
};

type Position = { role: string; roles: string[]; titleVi: string; titleEn: string };

const leading = ({ kind }: Agency): readonly [string, string] => {
  if (kind.endsWith('-committee'))
    return ['Phó Chủ tịch Ủy ban nhân dân', 'Vice Chairman of the People’s Committee'];
  if (kind === 'department') return ['Phó Giám đốc Sở', 'Deputy Director of the Department'];
  return ['Phó Thủ trưởng', 'Deputy Head'];
};

function positionFor(permission: string, agency: Agency): Position {
  if (permission === 'dossier.receive')
    return {
      role: 'mc',
      roles: ['receiver'],
      titleVi: 'Nhân viên tiếp nhận hồ sơ',
      titleEn: 'One-stop clerk',
    };
  if (permission === 'dossier.return')
    return { role: 'vt', roles: ['registrar'], titleVi: 'Văn thư', titleEn: 'Registrar' };
  if (permission === 'dossier.process')
    return { role: 'cv', roles: ['officer'], titleVi: 'Chuyên viên', titleEn: 'Officer' };
  const [titleVi, titleEn] = leading(agency);
  return { role: 'ld', roles: ['leader', 'signer'], titleVi, titleEn };
}

/** The officials of a simulated province, made where the demo has none. `spanOf` numbers the spans in which nobody's post changes. */
export function staffOf(
  env: Env,
  { q, act: perform }: Ground,
  seed: string,
  spanOf: (day: string) => number,
): Staff {
  const known = new Map<string, Promise<Official>>();
  const make = async (tx: Tx, agency: Agency, permission: string): Promise<Official> => {
    const act: Act = { ledger: env.get(ledgerService), actor: 'system', at: env.clock.now() };
    const { role, ...position } = positionFor(permission, agency);
    const area = agency.areaId ? await findArea(tx, agency.areaId, agency.from) : undefined;
    const home = {
      name: area?.name ?? 'Lào Cai',
      fullName: area?.fullName ?? 'Tỉnh Lào Cai',
      kind: area?.kind ?? 'ward',
    };
    const { name } = personOf(randomOf(`${seed}/staff/${agency.identifier}/${role}`), home, [1968, 1998]);
    // Of one identifier there may be two agencies, one after the other.
    const staffId = `${role}.${agency.identifier.toLowerCase()}.${agency.from.replaceAll('-', '')}`.slice(
      -40,
    );
    const accountId = await createAccount(tx, { kind: 'official', name, staffId, demo: true }, act);
    const { id: agencyId, from, to } = agency;
    const post = await createPost(tx, { agencyId, ...position, from, to }, act);
    await givePost(tx, { postId: post.id, accountId, from }, act);
    return { accountId, postId: post.id, agencyId, name };
  };
  const find = async (agencyId: string, permission: string, at: Date): Promise<Official> => {
    const able = await postsAble(q, permission, [agencyId], at);
    const there = able.flatMap(post => post.holders.map(h => ({ ...post, holder: h })))[0];
    if (there)
      return {
        accountId: there.holder.accountId,
        postId: there.postId,
        agencyId: there.agencyId,
        name: there.holder.name,
      };
    const agency = await getAgency(q, agencyId, localDate(at));
    return perform(tx => make(tx, agency, permission));
  };
  return {
    holderOf: (agencyId, permission, at) => {
      const key = `${agencyId} ${permission} ${spanOf(localDate(at))}`;
      const official = known.get(key) ?? find(agencyId, permission, at);
      known.set(key, official);
      return official;
    },
  };
}
