#!/usr/bin/env python3
"""Tests of the arithmetic and the tables: python3 -m unittest discover -s bench -p 'test_*.py'"""
import importlib.machinery
import importlib.util
import json
import os
import sys
import tempfile
import unittest
import xml.etree.ElementTree
from unittest import mock

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True

import measure  # noqa: E402
import stats  # noqa: E402
import svg  # noqa: E402
import tables  # noqa: E402


def script(name):
    loader = importlib.machinery.SourceFileLoader(name, os.path.join(HERE, name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


report, growth, kernels = script('report'), script('growth'), script('kernels')


def row(tool, wall, number=1, step='full', corpus='src', **more):
    return dict(dict(round=number, corpus=corpus, step=step, tool=tool, wall=wall, cpu=wall,
                     rss_mb=100, rc=0, loaded=False, in_files=3, in_bytes=1000), **more)


class StatsTest(unittest.TestCase):
    def test_ratio_is_that_of_medians_not_of_means(self):
        self.assertEqual(stats.ratio_of_medians([9, 10, 500], [5, 4, 6]), 2)

    def test_ratio_of_nothing_is_none(self):
        self.assertIsNone(stats.ratio_of_medians([], [1]))
        self.assertIsNone(stats.ratio_of_medians([1], []))

    def test_spread_pairs_rounds(self):
        self.assertEqual(stats.ratio_spread({1: 10, 2: 30, 3: 7}, {1: 5, 2: 5}), (2, 6))

    def test_verdict_compares_before_rounding(self):
        self.assertEqual(stats.verdict(2.7999, 2.8), 'MISSED')
        self.assertEqual(stats.verdict(2.8, 2.8), 'met')
        self.assertEqual(stats.verdict(1.0201, 1.02, at_least=False), 'MISSED')
        self.assertEqual(stats.verdict(None, 2.8), '')

    def test_numbers_have_three_digits(self):
        shown = [stats.number(v) for v in (12345.6, 123.4, 12.34, 1.234, .01234, 0, None)]
        self.assertEqual(shown, ['12346', '123', '12.3', '1.23', '0.0123', '0', '–'])

    def test_line_fit_finds_the_line(self):
        start, each = stats.line_fit([(x, 3 + 2 * x) for x in (1, 10, 100)])
        self.assertAlmostEqual(start, 3)
        self.assertAlmostEqual(each, 2)

    def test_growth_is_told_from_flatness(self):
        self.assertEqual(stats.flat([1.1, 1, .9]), 'yes')
        self.assertEqual(stats.flat([.7, 1, 1.5]), 'GROWS')
        self.assertEqual(stats.flat([3, 1, .9]), 'no, it falls')


class ReportTest(unittest.TestCase):
    def samples(self, rows):
        with tempfile.NamedTemporaryFile('w', suffix='.jsonl', delete=False) as f:
            for each in rows:
                f.write(json.dumps(each) + '\n')
        self.addCleanup(os.unlink, f.name)
        return report.Samples([f.name])

    def test_goal_is_met_and_missed(self):
        samples = self.samples([row('jdup', 1), row('duplicity', 3), row('restic', 1.2)])
        text = report.report(samples, 'wall')
        self.assertIn('| 3.00 [3.00–3.00] | ≥ 2.8 met |', text)
        self.assertIn('≥ 1.4 **MISSED**', text)
        self.assertIn('* missed: jdup, src, full, beside restic: 1.20, wanted ≥ 1.4', text)

    def test_wrong_restore_beats_no_one(self):
        samples = self.samples([row('jdup', 1), row('duplicity', 3),
                                row('jdup', .1, step='restore', right=False),
                                row('duplicity', 3, step='restore', right=True)])
        text = report.report(samples, 'wall')
        self.assertIn('| full | WRONG |', text)
        self.assertIn('| restore | WRONG |', text)
        self.assertNotIn('≥ 2.2 met', text)

    def test_failure_shows(self):
        samples = self.samples([row('jdup', 1, rc=30), row('duplicity', 3)])
        self.assertIn('| full | FAILED |', report.report(samples, 'wall'))

    def test_superseded_samples_do_not_count(self):
        samples = self.samples([row('jdup', 100, superseded=True), row('jdup', 1)])
        self.assertEqual([r['wall'] for r in samples.of('src', 'full', 'jdup')], [1])

    def test_loaded_samples_are_marked(self):
        samples = self.samples([row('jdup', 1, loaded=True), row('jdup', 1, number=2)])
        self.assertIn('1.00 [1.00–1.00] *1', report.report(samples, 'wall'))

    def test_sizes_are_compared(self):
        samples = self.samples([row('jdup', 1, repository=103, grew=103),
                                row('duplicity', 3, repository=100, grew=100)])
        self.assertIn('≤ 1.02 **MISSED**', report.report(samples, 'wall'))

    def test_sizes_are_medians_over_all_rounds(self):
        samples = self.samples([row('borg', 1, number, repository=size)
                                for number, size in ((1, 135), (2, 168), (3, 165))])
        self.assertEqual(samples.size('src', 'full', 'borg', 'repository'), 165)
        self.assertIsNone(samples.size('src', 'full', 'restic', 'repository'))


class TablesTest(unittest.TestCase):
    def page(self, text):
        with tempfile.NamedTemporaryFile('w', delete=False) as f:
            f.write(text)
        self.addCleanup(os.unlink, f.name)
        return f.name

    def test_only_the_place_is_replaced(self):
        path = self.page('a\n<!-- begin x -->\nold\n<!-- end x -->\nb\n')
        tables.put_into(path, 'x', 'new \\1\n')
        tables.put_into(path, 'x', 'newer \\1\n')
        with open(path) as f:
            self.assertEqual(
                f.read(), 'a\n<!-- begin x -->\n\nnewer \\1\n\n<!-- end x -->\nb\n')

    def test_images_are_relative_to_the_page(self):
        self.assertEqual(tables.images('docs/page.md', ['docs/plots/a.svg']),
                         '\n![a](plots/a.svg)\n')

    def test_page_without_the_place_is_refused(self):
        with self.assertRaises(SystemExit):
            tables.put_into(self.page('nothing here\n'), 'x', 'new')


class PlotTest(unittest.TestCase):
    def test_plots_are_well_formed(self):
        plot = svg.lines('a < b', 'x', 'y', {'one': [(1, 2), (1e6, 30)], 'none': [(5, 0)]})
        xml.etree.ElementTree.fromstring(plot)
        self.assertIn('1M', plot)
        xml.etree.ElementTree.fromstring(svg.bars('t', 'y', {'g': {'one': (1, .5, 2)}}, ['one']))


class MeasureTest(unittest.TestCase):
    def test_order_moves_on_by_one_each_round(self):
        self.assertEqual(list(measure.in_turn('abc', 4)), list('abc' 'bca' 'cab' 'abc'))

    def test_cost_of_descendants_counts(self):
        burn = 'i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done'
        found = measure.run(['sh', '-c', f'sh -c "{burn.replace("$", chr(92) + "$")}"'])
        self.assertEqual(found['rc'], 0)
        self.assertGreater(found['cpu'], .01)

    def test_exit_code_is_kept(self):
        self.assertEqual(measure.run(['sh', '-c', 'exit 23'])['rc'], 23)

    def test_digest_sees_content_times_and_names(self):
        with tempfile.TemporaryDirectory() as root:
            path = root + '/f'
            digests = set()
            for content, mtime in ((b'a', 1), (b'b', 1), (b'b', 2)):
                with open(path, 'wb') as f:
                    f.write(content)
                os.utime(path, (mtime, mtime))
                digests.add(measure.tree_digest(root))
            os.rename(path, root + '/g')
            digests.add(measure.tree_digest(root))
            self.assertEqual(len(digests), 4)


class KernelsTest(unittest.TestCase):
    def test_peer_is_the_median_or_the_own_jdk(self):
        self.assertEqual(
            kernels.peer_figure({'peer_of': {}, 'peer_samples': [1, 9, 2]}, '17'), 2)
        self.assertEqual(
            kernels.peer_figure({'peer_of': {'17': [5]}, 'peer_samples': []}, '17'), 5)

    def test_medians_over_all_rounds_are_compared(self):
        row = {'kernel': 'signature', 'peer': 'rdiff', 'peer_of': {}, 'peer_samples': [5, 50, 5],
               'jdup': {'17': [10, 10, 1], '25': [1, 1, 10]}, 'goals': {'17': 1.3, '25': 1.7}}
        text = kernels.render({'machine': measure.machine(), 'versions': {}, 'rows': [row]})
        self.assertIn('| 5.00 | 10.0 | 2.00 | ≥ 1.3 met | 1.00 | 0.200 | ≥ 1.7 **MISSED** |', text)


class GrowthTest(unittest.TestCase):
    def test_short_sizes_are_run_again_in_their_turn_and_long_ones_once(self):
        for wall, count in ((growth.TURN / 3, 3), (9 * growth.TURN, 1)):
            with mock.patch.object(growth, 'sequence', lambda *_: {'full': {'wall': wall}}):
                self.assertEqual(len(growth.turn(None, None, None, 7)), count)

    def test_linear_cost_is_flat(self):
        axis = {str(n): {s: {'cpu': .5 + n * 1e-5} for s in growth.STEPS}
                for n in (0, 1000, 10000, 100000)}
        text = growth.axis_table(axis, growth.Files)
        self.assertEqual(text.count('| yes |'), 2 * len(growth.STEPS))

    def test_square_cost_grows(self):
        axis = {str(n): {s: {'cpu': .5 + n * n * 1e-8} for s in growth.STEPS}
                for n in (0, 1000, 10000, 100000)}
        self.assertIn('GROWS', growth.axis_table(axis, growth.Files))

    def test_axes_of_a_warm_jvm_stand_behind_their_own_and_tell_no_memory(self):
        row = {'cpu': .5, 'wall': .5, 'repository': 1}
        cold = {str(n): {s: dict(row, rss_mb=50) for s in growth.STEPS} for n in (0, 10, 100)}
        warm = {str(n): {s: dict(row) for s in growth.STEPS} for n in (0, 10, 100)}
        text = growth.render(
            {'machine': measure.machine(), 'versions': {}, 'axes':
                {'bytes warm': warm, 'files warm': warm, 'bytes': cold, 'files': cold}}, 'cpu')
        titles = [line[4:] for line in text.splitlines() if line.startswith('### ')]
        self.assertEqual(titles, [growth.TITLES[name] for name in
                                  ('files', 'files warm', 'bytes', 'bytes warm')] + ['Memory'])
        memory = text[text.index('### Memory'):]
        self.assertIn('| files | full | 10: 50, 100: 50 |', memory)
        self.assertNotIn('warm', memory)


if __name__ == '__main__':
    unittest.main()
