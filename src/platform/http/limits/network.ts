import { normalizeIP } from '@fastify/rate-limit';

/** From where a request comes, as it is counted: an IPv4 address as it is, of IPv6 the /64 that one subscriber has whole. */
export const networkOf = (ip: string): string => normalizeIP(ip);
