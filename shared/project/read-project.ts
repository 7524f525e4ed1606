import type { z } from 'zod';
import { StudioError } from '../studio-error';
import { DEFAULT_TRAINING } from '../training';
import { liftProject } from './migrations';
import { parseSafely } from './safe-json';
import { MAX_NODES, PROJECT_FORMAT, PROJECT_VERSION, type Project, projectSchema } from './schema';

export interface ProjectReading {
  readonly project: Project;
  /** Why it may be looked at but not changed; null: it may. */
  readonly readOnly: string | null;
  /** The version that the file had, where it was lifted to today's. */
  readonly migratedFrom: number | null;
}

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `graph.nodes.dense.kind: expected string, received number`. */
function firstIssue(error: z.ZodError): { where: string; what: string } {
  const [issue] = error.issues;
  if (!issue) return { where: 'the file', what: 'unknown' };
  return { where: issue.path.length > 0 ? issue.path.join('.') : 'the file', what: issue.message };
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let at = root;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}

/** Drops what today's schema does not know. Only for a newer version, which is shown and never written. */
function readNewer(fields: Fields): Project | null {
  const copy: Fields = { ...(JSON.parse(JSON.stringify(fields)) as Fields), version: PROJECT_VERSION };
  for (let round = 0; round < 100; round++) {
    const read = projectSchema.safeParse(copy);
    if (read.success) return read.data;
    let changed = false;
    for (const issue of read.error.issues) {
      if (issue.code === 'unrecognized_keys') {
        const owner = valueAt(copy, issue.path);
        if (isFields(owner)) for (const key of issue.keys) changed = delete owner[key] || changed;
      } else if (issue.path[0] === 'training' && copy.training !== DEFAULT_TRAINING) {
        copy.training = DEFAULT_TRAINING;
        changed = true;
      } else if (issue.path[0] === 'data' && copy.data !== null) {
        copy.data = null;
        changed = true;
      }
    }
    if (!changed) return null;
  }
  return null;
}

/**
 * Reads a `*.attention.json`. Unknown node types, wires that lead nowhere and cycles are the graph's
 * problems and pass (`inferGraph` names them); everything that is not a project is refused in words.
 *
 * @throws StudioError
 */
export function readProject(text: string): ProjectReading {
  const value = parseSafely(text, 'This project');
  if (!isFields(value) || value.format !== PROJECT_FORMAT) {
    throw new StudioError('This file is not a project of Attention Studio.', {
      expected: `a JSON object with "format": "${PROJECT_FORMAT}"`,
      received: isFields(value)
        ? `"format": ${JSON.stringify(value.format) ?? 'missing'}`
        : Array.isArray(value)
          ? 'a list'
          : value === null
            ? 'null'
            : typeof value,
    });
  }
  const version = value.version;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw new StudioError('This project does not say which version its format has.', {
      expected: `"version": ${PROJECT_VERSION}`,
      received: `"version": ${JSON.stringify(version) ?? 'missing'}`,
    });
  }
  const nodes = isFields(value.graph) && isFields(value.graph.nodes) ? Object.keys(value.graph.nodes).length : 0;
  if (nodes > MAX_NODES) {
    throw new StudioError('This project has too many nodes.', {
      expected: `at most ${MAX_NODES.toLocaleString('en')} nodes`,
      received: `${nodes.toLocaleString('en')} nodes`,
    });
  }
  if (version > PROJECT_VERSION) {
    const project = readNewer(value);
    if (!project) {
      throw new StudioError('This project was made by a newer Attention Studio, in a form that this one cannot show.', {
        expected: `version ${PROJECT_VERSION} of the format`,
        received: `version ${version}`,
        advice: 'Install the newer Attention Studio to open it.',
      });
    }
    return {
      project,
      readOnly: `It was made by a newer Attention Studio (version ${version} of the format, this one writes ${PROJECT_VERSION}): what it shows may be incomplete, and it cannot be changed here.`,
      migratedFrom: null,
    };
  }
  const read = projectSchema.safeParse(liftProject(value, version));
  if (!read.success) {
    const { where, what } = firstIssue(read.error);
    throw new StudioError(`This project is damaged at ${where}.`, {
      expected: 'a project as Attention Studio writes it',
      received: what,
      advice: 'Mend that line by hand, or open an earlier copy.',
    });
  }
  return { project: read.data, readOnly: null, migratedFrom: version < PROJECT_VERSION ? version : null };
}
