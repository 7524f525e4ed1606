import path from 'node:path';
import { appFolder } from '../files/app-folder';

/** The file of a model that the application ships. `name`: a folder of resources/pretrained. */
export const shippedModel = (name: string): string => path.join(appFolder(), 'resources', 'pretrained', name, 'model.json');
