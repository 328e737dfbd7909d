import { terminal } from './commands/io.ts';
import { main, splitLang } from './commands/main.ts';

// `fansipan … | head` closes the pipe: nobody reads any more, so there is nothing left to say.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  // A server stops in order, its database with it; a short command has nothing to put away.
  if (process.listenerCount('SIGTERM') > 0) process.kill(process.pid, 'SIGTERM');
  else process.exit();
});

const { lang, args } = splitLang(process.argv.slice(2), process.env);
process.exitCode = await main(args, terminal(lang));
