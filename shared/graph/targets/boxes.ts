import { z } from 'zod';
import { pictureView } from '../picture-view';

/** Left, top, width, height. */
const place = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/** A prediction of a fixed number of boxes, each of which is asked to find another object (DETR). */
const set = z.strictObject({
  form: z.literal('set'),
  queries: z.int(),
  /** What a query without an object counts. */
  no_object: z.number(),
  /** Of class, distance and overlap, in matching and loss. */
  weights: z.strictObject({ class: z.number(), distance: z.number(), overlap: z.number() }),
});

/** A box a cell of a grid, asked for where the middle of an object lies in the cell (YOLO). */
const grid = z.strictObject({
  form: z.literal('grid'),
  rows: z.int(),
  columns: z.int(),
  /** Of place and size, and of “nothing here” in empty cells. */
  weights: z.strictObject({ box: z.number(), empty: z.number() }),
  /** Of two boxes of a class that overlap by more than this (intersection over union) the surer one stays. */
  overlap: z.number(),
});

/** Any number of boxes in a picture, each with one of some labels. */
export const boxesTarget = {
  facts: z.strictObject({
    kind: z.literal('boxes'),
    labels: z.array(z.string()),
    /** In one picture, at most. */
    most: z.int().nonnegative(),
    /** In all pictures together. */
    boxes: z.int().nonnegative(),
    /** The input that they lie on. */
    picture: z.string(),
  }),
  plan: z.strictObject({
    kind: z.literal('boxes'),
    node: z.string(),
    target: z.string(),
    classes: z.int(),
    /** True boxes that a batch has room for, a picture. */
    room: z.int(),
    /** True boxes a picture, on the average of the data: what losses of boxes are divided by. */
    per_picture: z.number(),
    /** How the model sees the picture. */
    view: pictureView,
    head: z.discriminatedUnion('form', [set, grid]),
  }),
  state: z.strictObject({ kind: z.literal('boxes'), labels: z.array(z.string()) }),
  /** The surest first. */
  prediction: z.strictObject({
    kind: z.literal('boxes'),
    node: z.string(),
    view: pictureView,
    /** As parts of the picture that the model sees. */
    boxes: z.array(z.strictObject({ label: z.string(), score: z.number(), box: place })),
  }),
};
