import { z } from 'zod';

/** The two channels between preload and main process. Only `call` answers. */
export const CALL = 'studio:call';
export const EVENT = 'studio:event';

/** What comes over `CALL`. The input is checked against the contract by the core. */
export const callMessage = z.strictObject({ name: z.string().max(64), input: z.unknown() });

/** Larger inputs are refused unread: as the browser host's socket does. */
export const MOST_CHARACTERS = 16_000_000;
