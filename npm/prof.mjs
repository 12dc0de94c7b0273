import * as mw from "matchwright";
import { readFileSync } from "node:fs";
const data = new Float64Array(readFileSync(process.argv[2]).buffer.slice(0, 8e6));
const t=[];
for (let i=0;i<40;i++){const s=performance.now(); mw.linearSumAssignment({data,rows:1000,columns:1000}); t.push(performance.now()-s)}
console.log(t.map(x=>x.toFixed(0)).join(' '));
