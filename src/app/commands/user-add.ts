import {
  addOfficial,
  givePost,
  listRoles,
  readEmail,
  readName,
  readPhone,
  readStaffId,
} from '#engines/identity';
import { agencyByCode, createPost } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { type Command, EXIT, needText, textOf, Usage, type Values } from './command.ts';
import { systemAct, withProgram } from './session.ts';

/** An option in the form in which it is kept; null when it was not given. Throws `Usage` when it is not one. */
function read(values: Values, name: string, as: (text: string) => string | undefined): string | null {
  const text = textOf(values, name);
  if (text === undefined) return null;
  const value = as(text);
  if (value === undefined) throw new Usage(`cli.user-add.${name}`);
  return value;
}

/** The post asked for by `--agency` and `--role`: made new, and given to the account from today. */
async function addPost(tx: Tx, env: Env, accountId: string, values: Values): Promise<void> {
  const identifier = needText(values, 'agency');
  const roles = needText(values, 'role').split(',');
  const known = (await listRoles(tx)).map(role => role.id);
  const unknown = roles.find(role => !known.includes(role));
  if (unknown) throw new Usage('cli.user-add.role', { role: unknown, roles: known.join(', ') });
  const act = systemAct(env);
  const today = localDate(act.at);
  const agency = await agencyByCode(tx, identifier, today);
  const title = textOf(values, 'title') ?? roles.join(', ');
  const post = await createPost(
    tx,
    { agencyId: agency.id, titleVi: title, titleEn: title, roles, from: today },
    act,
  );
  await givePost(tx, { postId: post.id, accountId, from: today }, act);
}

export const userAdd: Command = {
  name: 'user add',
  options: {
    name: { type: 'string' },
    email: { type: 'string' },
    'staff-id': { type: 'string' },
    phone: { type: 'string' },
    agency: { type: 'string' },
    role: { type: 'string' },
    title: { type: 'string' },
  },
  async run(io, values) {
    const name = read(values, 'name', readName);
    const email = read(values, 'email', readEmail);
    const staffId = read(values, 'staff-id', readStaffId);
    const phone = read(values, 'phone', readPhone);
    if (!name) throw new Usage('cli.usage.option-missing', { option: '--name' });
    if (!email && !staffId) throw new Usage('cli.user-add.sign-in');
    if (Boolean(textOf(values, 'agency')) !== Boolean(textOf(values, 'role')))
      throw new Usage('cli.user-add.post');
    return withProgram(io, async env => {
      const { initialPassword } = await env.db.tx(async tx => {
        const made = await addOfficial(tx, { name, email, staffId, phone }, systemAct(env));
        if (textOf(values, 'agency')) await addPost(tx, env, made.accountId, values);
        return made;
      });
      io.out(io.t('cli.user-add.done', { user: staffId ?? email ?? '', password: initialPassword }));
      return EXIT.ok;
    });
  },
};
