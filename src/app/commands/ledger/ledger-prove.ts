import { writeFile } from 'node:fs/promises';
import type { Queryable } from '#platform/db';
import { type Ledger, ledgerService, readHead, type Signed } from '#platform/ledger';
import { type Command, EXIT, textOf, Usage, type Values } from '../command.ts';
import type { Io } from '../io.ts';
import { withProgram } from '../session.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NUMBER = /^\d{1,15}$/;

/** Prints a proof, or writes it to the file of `--out`. Returns the exit code. */
async function give(io: Io, values: Values, proof: object): Promise<number> {
  const text = JSON.stringify(proof, null, 2);
  const file = textOf(values, 'out');
  if (file) {
    await writeFile(file, `${text}\n`, { mode: 0o600 });
    io.out(io.t('cli.ledger-prove.done', { file }));
  } else io.out(text);
  return EXIT.ok;
}

/** The id of the entry at a position, which is what lists show; undefined when there is none. */
async function idAt(ledger: Ledger, q: Queryable, position: number): Promise<string | undefined> {
  const [entry] = await ledger.read(q, { from: position, to: position + 1 });
  return entry?.id;
}

export const ledgerProve: Command = {
  name: 'ledger prove',
  operands: ['ID'],
  options: { out: { type: 'string' } },
  async run(io, values, [id = '']) {
    if (!UUID.test(id) && !NUMBER.test(id)) throw new Usage('cli.ledger-prove.id', { id });
    const proof = await withProgram(io, async env => {
      const ledger = env.get(ledgerService);
      const entry = UUID.test(id) ? id.toLowerCase() : await idAt(ledger, env.db, Number(id));
      return entry && ledger.prove(env.db, entry);
    });
    if (proof) return give(io, values, proof);
    io.note(io.t('cli.ledger-prove.none', { id }));
    return EXIT.bad;
  },
};

const sizeOf = (line: Signed | undefined): number => (line && readHead(line)?.size) ?? 0;

/** That the log under a later head goes on from an earlier one: nothing was changed in between. */
export const ledgerProveHeads: Command = {
  name: 'ledger prove-heads',
  operands: ['SIZE', '[SIZE2]'],
  options: { out: { type: 'string' } },
  async run(io, values, [first = '', second]) {
    const wrong = [first, second].find(
      size => size !== undefined && !(NUMBER.test(size) && Number(size) > 0),
    );
    if (wrong !== undefined) throw new Usage('cli.ledger-prove-heads.size', { size: wrong });
    if (second && Number(second) < Number(first)) throw new Usage('cli.ledger-prove-heads.order');
    const asked = Math.max(Number(first), Number(second ?? 0));
    const found = await withProgram(io, async env => {
      const ledger = env.get(ledgerService);
      const largest = sizeOf(await ledger.head(env.db));
      if (asked > largest) return { largest };
      return {
        proof: await ledger.proveConsistency(env.db, Number(first), second ? Number(second) : undefined),
      };
    });
    if (!found.proof) {
      io.note(io.t('cli.ledger-prove-heads.none', { size: asked, largest: found.largest }));
      return EXIT.bad;
    }
    const [from, to] = [sizeOf(found.proof.first), sizeOf(found.proof.second)];
    // Not every size has a head: of two sizes below one and the same head there is nothing to prove.
    if (second && from === to && second !== first) {
      io.note(io.t('cli.ledger-prove-heads.same', { first, second, size: from }));
      return EXIT.bad;
    }
    io.note(io.t('cli.ledger-prove-heads.of', { from, to }));
    return give(io, values, found.proof);
  },
};
