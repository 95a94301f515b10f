// Functions that only compute (sqlite.org/lang_corefunc.html and its neighbours). What is not named is refused: functions
// that read files, load code, change the connection or tell of the process.

const core =
  'abs changes char coalesce concat concat_ws format glob hex if ifnull iif instr length like likelihood likely lower ltrim max min nullif octet_length printf quote random randomblob replace round rtrim sign substr substring trim typeof unhex unicode unistr unlikely upper zeroblob -> ->>';
const aggregates =
  'avg count group_concat string_agg sum total median percentile percentile_cont percentile_disc';
const windows =
  'row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value';
const dates =
  'date time datetime julianday unixepoch strftime timediff current_date current_time current_timestamp';
const maths =
  'acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi pow power radians sin sinh sqrt tan tanh trunc';
const json =
  'json json_array json_array_length json_error_position json_extract json_group_array json_group_object json_object json_patch json_pretty json_quote json_type json_valid';

export const allowedFunctions: ReadonlySet<string> = new Set(
  [core, aggregates, windows, dates, maths, json].flatMap((names) => names.split(' ')),
);
