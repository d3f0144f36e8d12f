import { describeWholePlan } from './whole-plan.js';

describeWholePlan('ytx');
describeWholePlan('xylink');
