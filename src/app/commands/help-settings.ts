import { describeSettings } from '#platform/config';
import { type Command, EXIT } from './command.ts';
import { expectationText } from './settings-words.ts';

export const helpSettings: Command = {
  name: 'help settings',
  async run(io) {
    io.out(io.t('cli.help-settings.head'));
    for (const { name, expects, fallback } of describeSettings()) {
      io.out('');
      io.out(name);
      io.out(`  ${io.t(`cli.setting.${name}`)}`);
      io.out(`  ${io.t('cli.help-settings.expects', { expects: expectationText(io.t, expects), fallback })}`);
    }
    return EXIT.ok;
  },
};
