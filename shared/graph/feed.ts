import { z } from 'zod';
import { decoderFeed } from './feeds/decoder';
import { FEED_KINDS } from './feeds/kinds';
import { TARGET_KINDS } from './targets/kinds';

const { image, text, table, ids, audio } = FEED_KINDS;
const { classes, value, labels, boxes, sequence, tags, spectrogram, values, match, identity, items } = TARGET_KINDS;

/**
 * How a raw sample becomes the numbers that enter the model at one node. Plain data: the trainer,
 * the exported page and the Python script read the same plan.
 */
export const feedPlan = z.discriminatedUnion('kind', [image.plan, text.plan, table.plan, ids.plan, audio.plan, decoderFeed.plan]);
export type FeedPlan = z.infer<typeof feedPlan>;
/** Of an input that lies in the data; all but a decoder's, which reads the target. */
export type DataFeedPlan = Exclude<FeedPlan, { kind: 'decoder' }>;
export type FeedPlanOf<K extends FeedPlan['kind']> = Extract<FeedPlan, { kind: K }>;

/** What a feed learned from the training split. Frozen into the run and into every export. */
export const feedState = z.discriminatedUnion('kind', [image.state, text.state, table.state, ids.state, audio.state, decoderFeed.state]);
export type FeedState = z.infer<typeof feedState>;
export type FeedStateOf<K extends FeedState['kind']> = Extract<FeedState, { kind: K }>;

/** What the model is asked for at one output node. */
export const targetPlan = z.discriminatedUnion('kind', [
  classes.plan,
  value.plan,
  labels.plan,
  boxes.plan,
  sequence.plan,
  tags.plan,
  spectrogram.plan,
  values.plan,
  match.plan,
  identity.plan,
  items.plan,
]);
export type TargetPlan = z.infer<typeof targetPlan>;
export type TargetPlanOf<K extends TargetPlan['kind']> = Extract<TargetPlan, { kind: K }>;

export const targetState = z.discriminatedUnion('kind', [
  classes.state,
  value.state,
  labels.state,
  boxes.state,
  sequence.state,
  tags.state,
  spectrogram.state,
  values.state,
  match.state,
  identity.state,
  items.state,
]);
export type TargetState = z.infer<typeof targetState>;
export type TargetStateOf<K extends TargetState['kind']> = Extract<TargetState, { kind: K }>;

export const PREPROCESSING_VERSION = 2;

/** Everything learned from the training split, by node: `preprocessing.json` of a run and of every export. */
export const preprocessing = z.strictObject({
  format: z.literal('attention-studio-preprocessing'),
  /** Since 2 plans name the data's inputs and targets. */
  version: z.literal(PREPROCESSING_VERSION),
  feeds: z.array(z.strictObject({ plan: feedPlan, state: feedState })),
  targets: z.array(z.strictObject({ plan: targetPlan, state: targetState })),
});
export type Preprocessing = z.infer<typeof preprocessing>;
