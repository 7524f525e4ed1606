import type { CallInput, CallName, CallOutput } from '../../shared/contract';

/** How the core answers one call. `session` is the window that asked. */
export type Handler<N extends CallName> = (input: CallInput<N>, session: string) => Promise<CallOutput<N>>;

/** The handlers of the calls whose names begin with a namespace: `projects`. */
export type Handlers<Namespace extends string> = { readonly [N in Extract<CallName, `${Namespace}.${string}`>]: Handler<N> };
