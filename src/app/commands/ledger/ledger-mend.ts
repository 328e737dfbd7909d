import path from 'node:path';
import { ledgerService, logKeys } from '#platform/ledger';
import { ledgerKeys } from '../../ledger-keys.ts';
import { type Command, EXIT, Usage } from '../command.ts';
import { withProgram } from '../session.ts';

/** After a restore that lost entries: a person says so, and the log goes on with an entry that states what was lost. */
export const ledgerAcceptLoss: Command = {
  name: 'ledger accept-loss',
  options: { yes: { type: 'boolean' } },
  async run(io, values) {
    if (!values.yes) throw new Usage('cli.ledger-accept-loss.yes');
    await withProgram(io, async env => {
      const { sealer } = env.get(ledgerService);
      sealer.acceptLoss();
      await sealer.sealOnce();
    });
    io.out(io.t('cli.ledger-accept-loss.done'));
    return EXIT.ok;
  },
};

/** Makes a new key and hands the log over to it, by an entry that the key in force signs and seals. */
export const ledgerRotateKey: Command = {
  name: 'ledger rotate-key',
  options: { yes: { type: 'boolean' } },
  async run(io, values) {
    if (!values.yes) throw new Usage('cli.ledger-rotate-key.yes');
    return withProgram(io, async env => {
      const ledger = env.get(ledgerService);
      const { keyId } = await ledgerKeys(env.config, env.secrets).add();
      // The key in force again: a token keeps its key under the label, so the next needs another one.
      if ((await logKeys(env.db)).some(key => key.keyId === keyId))
        throw new Usage('cli.ledger-rotate-key.same');
      await ledger.rotateKey(keyId, 'system');
      await ledger.sealer.sealOnce();
      io.out(io.t('cli.ledger-rotate-key.done', { key: keyId }));
      io.note(
        io.t('cli.ledger-rotate-key.keep', { folder: path.join(env.config.DATA_DIR, 'keys', 'ledger') }),
      );
      return EXIT.ok;
    });
  },
};

/** Who follows the ledger, how far each has come, and the kinds of entry that nobody acts on. */
export const ledgerFollowers: Command = {
  name: 'ledger followers',
  async run(io) {
    return withProgram(io, async env => {
      const { followers } = env.get(ledgerService);
      const states = await followers.states();
      for (const { id, position, behind, error } of states) {
        io.out(io.t('cli.ledger-followers.at', { id, position, behind }));
        if (error) io.out(`  ✖ ${error}`);
      }
      if (states.length === 0) io.out(io.t('cli.ledger-followers.none'));
      const kinds = followers.unhandled();
      io.out(io.t('cli.ledger-followers.unhandled', { count: kinds.length }));
      for (const kind of kinds) io.out(`  ${kind}`);
      return states.some(s => s.error) ? EXIT.bad : EXIT.ok;
    });
  },
};

/** Sends a follower back to the first entry: what it has made is emptied and made anew. */
export const ledgerRebuild: Command = {
  name: 'ledger rebuild',
  operands: ['ID'],
  async run(io, _values, [id = '']) {
    return withProgram(io, async env => {
      const { followers } = env.get(ledgerService);
      const known = (await followers.states()).map(s => s.id);
      if (!known.includes(id)) throw new Usage('cli.ledger-rebuild.unknown', { id, known: known.join(', ') });
      await followers.rebuild(id);
      await followers.runOnce([id]);
      io.out(io.t('cli.ledger-rebuild.done', { id }));
      return EXIT.ok;
    });
  },
};
