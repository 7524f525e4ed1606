import { z } from 'zod';
import { dataSettings } from '../dataset';
import { NODE_ID } from '../graph/document';
import type { Json } from '../json';
import { trainingSettings } from '../training';

export const PROJECT_FORMAT = 'attention-studio';
export const PROJECT_VERSION = 4;
export const PROJECT_EXTENSION = '.attention.json';
export const MAX_NODES = 10_000;

const json: z.ZodType<Json> = z.json();

const nodeId = z.string().regex(NODE_ID, 'a node id is lower-case letters, digits and _, starting with a letter');
const portRef = z.strictObject({ node: nodeId, port: z.string().max(64) });

const plainGraph = z.strictObject({
  nodes: z.record(
    nodeId,
    z.strictObject({ kind: z.string().max(80), title: z.string().max(200).nullable(), params: z.record(z.string(), json) }),
  ),
  wires: z.array(z.strictObject({ from: portRef, to: portRef })).readonly(),
});
const layoutSchema = z.record(nodeId, z.strictObject({ x: z.number(), y: z.number() }));

/** A block of the user's own: in a project, and in a file of the library. */
export const userBlockSchema = z.strictObject({
  title: z.string().min(1).max(200),
  doc: z.string().max(2000),
  graph: plainGraph,
  layout: layoutSchema,
  params: z.record(
    z.string().regex(NODE_ID),
    z.strictObject({
      doc: z.string().max(500),
      targets: z
        .array(z.strictObject({ node: nodeId, param: z.string().max(64) }))
        .min(1)
        .readonly(),
    }),
  ),
});

export const graphSchema = plainGraph.extend({ blocks: z.record(nodeId, userBlockSchema).optional() });

/** `*.attention.json`, as this version writes it. Read through `readProject`, which also bounds sizes and migrates. */
export const projectSchema = z.strictObject({
  format: z.literal(PROJECT_FORMAT),
  version: z.literal(PROJECT_VERSION),
  name: z.string().min(1).max(200),
  /** What it is for, in a line; shown on the start screen. */
  notes: z.string().max(10_000),
  graph: graphSchema,
  training: trainingSettings,
  data: dataSettings.nullable(),
  layout: layoutSchema,
});
export type Project = z.infer<typeof projectSchema>;
