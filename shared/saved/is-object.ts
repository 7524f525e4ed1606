import type { JsonObject } from '../json';

/** Whether parsed JSON is an object. */
export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
