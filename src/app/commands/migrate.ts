import { openDatabase } from '../database.ts';
import { modules } from '../modules.ts';
import { type Command, EXIT } from './command.ts';
import { configOf, quietLog } from './session.ts';

export const migrate: Command = {
  name: 'migrate',
  async run(io) {
    const config = configOf(io);
    let count = 0;
    const database = await openDatabase(config, quietLog(config), modules, {
      onMigration: name => {
        count++;
        io.out(`  ${name}`);
      },
    });
    await database.close();
    io.out(count ? io.t('cli.migrate.done', { count }) : io.t('cli.migrate.nothing'));
    return EXIT.ok;
  },
};
