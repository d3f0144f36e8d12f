import { everyCase } from '../recording/played.js';
import { describeEveryRefusal } from './every-refusal.js';

describeEveryRefusal(everyCase);
