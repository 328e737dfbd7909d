import fastify from 'fastify';
import { type Config, ConfigError } from '#platform/config';

type Server = { listen(at: { port: number; host: string }): Promise<string> };

/** Of listening, not of the database: the same codes mean something else there. */
function refused(
  error: unknown,
  { PORT: port, HOST }: Pick<Config, 'PORT' | 'HOST'>,
): ConfigError | undefined {
  const { code: why = '', syscall = '' } = error as NodeJS.ErrnoException;
  if (why === 'EADDRINUSE')
    return new ConfigError([{ kind: 'port-taken', setting: 'PORT', params: { port } }]);
  if (syscall === 'listen' && ['EACCES', 'EPERM'].includes(why))
    return new ConfigError([{ kind: 'port-closed', setting: 'PORT', params: { port, why } }]);
  if (['listen', 'getaddrinfo'].includes(syscall))
    return new ConfigError([{ kind: 'host-unusable', setting: 'HOST', params: { found: HOST ?? '', why } }]);
  return undefined;
}

/**
 * Opens the port of the settings; the address that it then has. Throws `ConfigError` when it is taken, or when this machine does
 * not let it, or the address, be opened.
 */
export async function listen(server: Server, config: Pick<Config, 'PORT' | 'HOST'>): Promise<string> {
  try {
    return await server.listen({ port: config.PORT, host: config.HOST ?? '0.0.0.0' });
  } catch (error) {
    throw refused(error, config) ?? error;
  }
}

/** Opens the port of the settings and lets it go: who cannot have it learns so before a database is made for nothing. Throws as `listen`. */
export async function tryPort(config: Pick<Config, 'PORT' | 'HOST'>): Promise<void> {
  const server = fastify();
  try {
    await listen(server, config);
  } finally {
    await server.close();
  }
}
