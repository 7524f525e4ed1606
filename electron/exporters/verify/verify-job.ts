import type { PageTensor } from '../page/page-data';

/** What the verification thread is told. Plain data: it shares nothing else with the trainer. */
export interface VerifyJob {
  /** The source of stock TF.js, as its package ships it for pages. */
  readonly tf: string;
  /** The export: the folder of a TF.js model, or a page. */
  readonly what: { readonly kind: 'tfjs'; readonly folder: string } | { readonly kind: 'html'; readonly file: string };
  readonly samples: number;
  readonly feeds: { readonly [node: string]: PageTensor };
  /** No new samples are begun after this time. */
  readonly seconds: number;
}

export type VerifyAnswer =
  | { readonly ok: true; readonly samples: number; readonly outputs: readonly PageTensor[] }
  | { readonly ok: false; readonly message: string };
