"""Markdown tables, and their places in a page."""
import os
import re


def table(header, rows):
    """A Markdown table; numbers are not aligned, the page that shows it does that."""
    lines = ['| ' + ' | '.join(header) + ' |', '|' + '---|' * len(header)]
    lines += ['| ' + ' | '.join(str(cell) for cell in row) + ' |' for row in rows]
    return '\n'.join(lines) + '\n'


def put_into(path, place, text):
    """Replaces what stands between the markers of a place in a page.

    The markers are the lines '<!-- begin PLACE -->' and '<!-- end PLACE -->'.
    """
    with open(path) as f:
        page = f.read()
    begin, end = f'<!-- begin {place} -->', f'<!-- end {place} -->'
    pattern = re.compile(re.escape(begin) + r'\n.*?' + re.escape(end), re.DOTALL)
    if len(pattern.findall(page)) != 1:
        raise SystemExit(f'{path} must have one line {begin} and after it one line {end}')
    page = pattern.sub(lambda _: f'{begin}\n\n{text.strip()}\n\n{end}', page)
    with open(path, 'w') as f:
        f.write(page)


def about_machine(machine, versions):
    """One sentence on what the numbers were measured with."""
    text = (f"{machine['processor']}, {machine['cores']} cores, "
            f"{round(machine['memory_mb'] / 1024)} GB of memory, Linux {machine['kernel']}.")
    seen = dict(machine.get('versions', {}), **versions)
    if seen:
        text += ' ' + '; '.join(f'{name}: {version}' for name, version in seen.items()) + '.'
    return text


def images(page, paths):
    """Markdown that shows the plots at paths in a page."""
    return '\n' + '\n'.join(
        f"![{os.path.basename(p)[:-4]}]({os.path.relpath(p, os.path.dirname(page) or '.')})"
        for p in paths) + '\n'
