import { writeFileSync } from 'node:fs';
import { LAYERS } from '../../../shared/layers/registry.gen';
import { conformanceCases } from './cases';

// `golden.py` runs this, bundled, to learn the examples and how Keras's layers are called.
writeFileSync(process.argv[2] ?? '/dev/stdout', JSON.stringify({ cases: conformanceCases(), classes: LAYERS }));
