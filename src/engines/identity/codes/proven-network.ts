import type { Queryable, Tx } from '#platform/db';

/** Whether a code to this address was typed right from this network in the last half year. */
export const provenThere = async (q: Queryable, destination: Buffer, network: Buffer): Promise<boolean> =>
  (await q.maybe('SELECT 1 FROM identity.proven_network WHERE destination_key = $1 AND network_key = $2', [
    destination,
    network,
  ])) !== undefined;

/** A code to this address was typed right from this network. */
export async function noteProven(tx: Tx, destination: Buffer, network: Buffer, now: Date): Promise<void> {
  await tx.run(
    `INSERT INTO identity.proven_network (destination_key, network_key, at) VALUES ($1, $2, $3)
     ON CONFLICT (destination_key, network_key) DO UPDATE SET at = excluded.at`,
    [destination, network, now],
  );
}
