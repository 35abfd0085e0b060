Disassembly of section .text.xenguest:

0000000000000000 <xenguest_trap_stubs>:
   0:	6a 00                	push   $0x0
   2:	6a 00                	push   $0x0
   4:	e9 00 00 00 00       	jmp    9 <xenguest_trap_stubs+0x9>
			5: R_X86_64_PLT32	xenguest_trap_common-0x4
   9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
  10:	6a 00                	push   $0x0
  12:	6a 01                	push   $0x1
  14:	e9 00 00 00 00       	jmp    19 <xenguest_trap_stubs+0x19>
			15: R_X86_64_PLT32	xenguest_trap_common-0x4
  19:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
  20:	6a 00                	push   $0x0
  22:	6a 02                	push   $0x2
  24:	e9 00 00 00 00       	jmp    29 <xenguest_trap_stubs+0x29>
			25: R_X86_64_PLT32	xenguest_trap_fatal-0x4
  29:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
  30:	6a 00                	push   $0x0
  32:	6a 03                	push   $0x3
  34:	e9 00 00 00 00       	jmp    39 <xenguest_trap_stubs+0x39>
			35: R_X86_64_PLT32	xenguest_trap_common-0x4
  39:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
  40:	6a 00                	push   $0x0
  42:	6a 04                	push   $0x4
  44:	e9 00 00 00 00       	jmp    49 <xenguest_trap_stubs+0x49>
			45: R_X86_64_PLT32	xenguest_trap_common-0x4
  49:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
  50:	6a 00                	push   $0x0
  52:	6a 05                	push   $0x5
  54:	e9 00 00 00 00       	jmp    59 <xenguest_trap_stubs+0x59>
			55: R_X86_64_PLT32	xenguest_trap_common-0x4
  59:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
  60:	6a 00                	push   $0x0
  62:	6a 06                	push   $0x6
  64:	e9 00 00 00 00       	jmp    69 <xenguest_trap_stubs+0x69>
			65: R_X86_64_PLT32	xenguest_trap_common-0x4
  69:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
  70:	6a 00                	push   $0x0
  72:	6a 07                	push   $0x7
  74:	e9 00 00 00 00       	jmp    79 <xenguest_trap_stubs+0x79>
			75: R_X86_64_PLT32	xenguest_trap_common-0x4
  79:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
  80:	6a 08                	push   $0x8
  82:	e9 00 00 00 00       	jmp    87 <xenguest_trap_stubs+0x87>
			83: R_X86_64_PLT32	xenguest_trap_fatal-0x4
  87:	66 0f 1f 84 00 00 00 	nopw   0x0(%rax,%rax,1)
  8e:	00 00 
  90:	6a 00                	push   $0x0
  92:	6a 09                	push   $0x9
  94:	e9 00 00 00 00       	jmp    99 <xenguest_trap_stubs+0x99>
			95: R_X86_64_PLT32	xenguest_trap_common-0x4
  99:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
  a0:	6a 0a                	push   $0xa
  a2:	e9 00 00 00 00       	jmp    a7 <xenguest_trap_stubs+0xa7>
			a3: R_X86_64_PLT32	xenguest_trap_common-0x4
  a7:	66 0f 1f 84 00 00 00 	nopw   0x0(%rax,%rax,1)
  ae:	00 00 
  b0:	6a 0b                	push   $0xb
  b2:	e9 00 00 00 00       	jmp    b7 <xenguest_trap_stubs+0xb7>
			b3: R_X86_64_PLT32	xenguest_trap_common-0x4
  b7:	66 0f 1f 84 00 00 00 	nopw   0x0(%rax,%rax,1)
  be:	00 00 
  c0:	6a 0c                	push   $0xc
  c2:	e9 00 00 00 00       	jmp    c7 <xenguest_trap_stubs+0xc7>
			c3: R_X86_64_PLT32	xenguest_trap_common-0x4
  c7:	66 0f 1f 84 00 00 00 	nopw   0x0(%rax,%rax,1)
  ce:	00 00 
  d0:	6a 0d                	push   $0xd
  d2:	e9 00 00 00 00       	jmp    d7 <xenguest_trap_stubs+0xd7>
			d3: R_X86_64_PLT32	xenguest_trap_common-0x4
  d7:	66 0f 1f 84 00 00 00 	nopw   0x0(%rax,%rax,1)
  de:	00 00 
  e0:	6a 0e                	push   $0xe
  e2:	e9 00 00 00 00       	jmp    e7 <xenguest_trap_stubs+0xe7>
			e3: R_X86_64_PLT32	xenguest_trap_common-0x4
  e7:	66 0f 1f 84 00 00 00 	nopw   0x0(%rax,%rax,1)
  ee:	00 00 
  f0:	6a 00                	push   $0x0
  f2:	6a 0f                	push   $0xf
  f4:	e9 00 00 00 00       	jmp    f9 <xenguest_trap_stubs+0xf9>
			f5: R_X86_64_PLT32	xenguest_trap_common-0x4
  f9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 100:	6a 00                	push   $0x0
 102:	6a 10                	push   $0x10
 104:	e9 00 00 00 00       	jmp    109 <xenguest_trap_stubs+0x109>
			105: R_X86_64_PLT32	xenguest_trap_common-0x4
 109:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 110:	6a 11                	push   $0x11
 112:	e9 00 00 00 00       	jmp    117 <xenguest_trap_stubs+0x117>
			113: R_X86_64_PLT32	xenguest_trap_common-0x4
 117:	66 0f 1f 84 00 00 00 	nopw   0x0(%rax,%rax,1)
 11e:	00 00 
 120:	6a 00                	push   $0x0
 122:	6a 12                	push   $0x12
 124:	e9 00 00 00 00       	jmp    129 <xenguest_trap_stubs+0x129>
			125: R_X86_64_PLT32	xenguest_trap_fatal-0x4
 129:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 130:	6a 00                	push   $0x0
 132:	6a 13                	push   $0x13
 134:	e9 00 00 00 00       	jmp    139 <xenguest_trap_stubs+0x139>
			135: R_X86_64_PLT32	xenguest_trap_common-0x4
 139:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 140:	6a 00                	push   $0x0
 142:	6a 14                	push   $0x14
 144:	e9 00 00 00 00       	jmp    149 <xenguest_trap_stubs+0x149>
			145: R_X86_64_PLT32	xenguest_trap_common-0x4
 149:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 150:	6a 15                	push   $0x15
 152:	e9 00 00 00 00       	jmp    157 <xenguest_trap_stubs+0x157>
			153: R_X86_64_PLT32	xenguest_trap_common-0x4
 157:	66 0f 1f 84 00 00 00 	nopw   0x0(%rax,%rax,1)
 15e:	00 00 
 160:	6a 00                	push   $0x0
 162:	6a 16                	push   $0x16
 164:	e9 00 00 00 00       	jmp    169 <xenguest_trap_stubs+0x169>
			165: R_X86_64_PLT32	xenguest_trap_common-0x4
 169:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 170:	6a 00                	push   $0x0
 172:	6a 17                	push   $0x17
 174:	e9 00 00 00 00       	jmp    179 <xenguest_trap_stubs+0x179>
			175: R_X86_64_PLT32	xenguest_trap_common-0x4
 179:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 180:	6a 00                	push   $0x0
 182:	6a 18                	push   $0x18
 184:	e9 00 00 00 00       	jmp    189 <xenguest_trap_stubs+0x189>
			185: R_X86_64_PLT32	xenguest_trap_common-0x4
 189:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 190:	6a 00                	push   $0x0
 192:	6a 19                	push   $0x19
 194:	e9 00 00 00 00       	jmp    199 <xenguest_trap_stubs+0x199>
			195: R_X86_64_PLT32	xenguest_trap_common-0x4
 199:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 1a0:	6a 00                	push   $0x0
 1a2:	6a 1a                	push   $0x1a
 1a4:	e9 00 00 00 00       	jmp    1a9 <xenguest_trap_stubs+0x1a9>
			1a5: R_X86_64_PLT32	xenguest_trap_common-0x4
 1a9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 1b0:	6a 00                	push   $0x0
 1b2:	6a 1b                	push   $0x1b
 1b4:	e9 00 00 00 00       	jmp    1b9 <xenguest_trap_stubs+0x1b9>
			1b5: R_X86_64_PLT32	xenguest_trap_common-0x4
 1b9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 1c0:	6a 00                	push   $0x0
 1c2:	6a 1c                	push   $0x1c
 1c4:	e9 00 00 00 00       	jmp    1c9 <xenguest_trap_stubs+0x1c9>
			1c5: R_X86_64_PLT32	xenguest_trap_common-0x4
 1c9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 1d0:	6a 1d                	push   $0x1d
 1d2:	e9 00 00 00 00       	jmp    1d7 <xenguest_trap_stubs+0x1d7>
			1d3: R_X86_64_PLT32	xenguest_trap_common-0x4
 1d7:	66 0f 1f 84 00 00 00 	nopw   0x0(%rax,%rax,1)
 1de:	00 00 
 1e0:	6a 1e                	push   $0x1e
 1e2:	e9 00 00 00 00       	jmp    1e7 <xenguest_trap_stubs+0x1e7>
			1e3: R_X86_64_PLT32	xenguest_trap_common-0x4
 1e7:	66 0f 1f 84 00 00 00 	nopw   0x0(%rax,%rax,1)
 1ee:	00 00 
 1f0:	6a 00                	push   $0x0
 1f2:	6a 1f                	push   $0x1f
 1f4:	e9 00 00 00 00       	jmp    1f9 <xenguest_trap_stubs+0x1f9>
			1f5: R_X86_64_PLT32	xenguest_trap_common-0x4
 1f9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 200:	6a 00                	push   $0x0
 202:	6a 20                	push   $0x20
 204:	e9 00 00 00 00       	jmp    209 <xenguest_trap_stubs+0x209>
			205: R_X86_64_PLT32	xenguest_trap_common-0x4
 209:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 210:	6a 00                	push   $0x0
 212:	6a 21                	push   $0x21
 214:	e9 00 00 00 00       	jmp    219 <xenguest_trap_stubs+0x219>
			215: R_X86_64_PLT32	xenguest_trap_common-0x4
 219:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 220:	6a 00                	push   $0x0
 222:	6a 22                	push   $0x22
 224:	e9 00 00 00 00       	jmp    229 <xenguest_trap_stubs+0x229>
			225: R_X86_64_PLT32	xenguest_trap_common-0x4
 229:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 230:	6a 00                	push   $0x0
 232:	6a 23                	push   $0x23
 234:	e9 00 00 00 00       	jmp    239 <xenguest_trap_stubs+0x239>
			235: R_X86_64_PLT32	xenguest_trap_common-0x4
 239:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 240:	6a 00                	push   $0x0
 242:	6a 24                	push   $0x24
 244:	e9 00 00 00 00       	jmp    249 <xenguest_trap_stubs+0x249>
			245: R_X86_64_PLT32	xenguest_trap_common-0x4
 249:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 250:	6a 00                	push   $0x0
 252:	6a 25                	push   $0x25
 254:	e9 00 00 00 00       	jmp    259 <xenguest_trap_stubs+0x259>
			255: R_X86_64_PLT32	xenguest_trap_common-0x4
 259:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 260:	6a 00                	push   $0x0
 262:	6a 26                	push   $0x26
 264:	e9 00 00 00 00       	jmp    269 <xenguest_trap_stubs+0x269>
			265: R_X86_64_PLT32	xenguest_trap_common-0x4
 269:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 270:	6a 00                	push   $0x0
 272:	6a 27                	push   $0x27
 274:	e9 00 00 00 00       	jmp    279 <xenguest_trap_stubs+0x279>
			275: R_X86_64_PLT32	xenguest_trap_common-0x4
 279:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 280:	6a 00                	push   $0x0
 282:	6a 28                	push   $0x28
 284:	e9 00 00 00 00       	jmp    289 <xenguest_trap_stubs+0x289>
			285: R_X86_64_PLT32	xenguest_trap_common-0x4
 289:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 290:	6a 00                	push   $0x0
 292:	6a 29                	push   $0x29
 294:	e9 00 00 00 00       	jmp    299 <xenguest_trap_stubs+0x299>
			295: R_X86_64_PLT32	xenguest_trap_common-0x4
 299:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 2a0:	6a 00                	push   $0x0
 2a2:	6a 2a                	push   $0x2a
 2a4:	e9 00 00 00 00       	jmp    2a9 <xenguest_trap_stubs+0x2a9>
			2a5: R_X86_64_PLT32	xenguest_trap_common-0x4
 2a9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 2b0:	6a 00                	push   $0x0
 2b2:	6a 2b                	push   $0x2b
 2b4:	e9 00 00 00 00       	jmp    2b9 <xenguest_trap_stubs+0x2b9>
			2b5: R_X86_64_PLT32	xenguest_trap_common-0x4
 2b9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 2c0:	6a 00                	push   $0x0
 2c2:	6a 2c                	push   $0x2c
 2c4:	e9 00 00 00 00       	jmp    2c9 <xenguest_trap_stubs+0x2c9>
			2c5: R_X86_64_PLT32	xenguest_trap_common-0x4
 2c9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 2d0:	6a 00                	push   $0x0
 2d2:	6a 2d                	push   $0x2d
 2d4:	e9 00 00 00 00       	jmp    2d9 <xenguest_trap_stubs+0x2d9>
			2d5: R_X86_64_PLT32	xenguest_trap_common-0x4
 2d9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 2e0:	6a 00                	push   $0x0
 2e2:	6a 2e                	push   $0x2e
 2e4:	e9 00 00 00 00       	jmp    2e9 <xenguest_trap_stubs+0x2e9>
			2e5: R_X86_64_PLT32	xenguest_trap_common-0x4
 2e9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 2f0:	6a 00                	push   $0x0
 2f2:	6a 2f                	push   $0x2f
 2f4:	e9 00 00 00 00       	jmp    2f9 <xenguest_trap_stubs+0x2f9>
			2f5: R_X86_64_PLT32	xenguest_trap_common-0x4
 2f9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 300:	6a 00                	push   $0x0
 302:	6a 30                	push   $0x30
 304:	e9 00 00 00 00       	jmp    309 <xenguest_trap_stubs+0x309>
			305: R_X86_64_PLT32	xenguest_trap_common-0x4
 309:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 310:	6a 00                	push   $0x0
 312:	6a 31                	push   $0x31
 314:	e9 00 00 00 00       	jmp    319 <xenguest_trap_stubs+0x319>
			315: R_X86_64_PLT32	xenguest_trap_common-0x4
 319:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 320:	6a 00                	push   $0x0
 322:	6a 32                	push   $0x32
 324:	e9 00 00 00 00       	jmp    329 <xenguest_trap_stubs+0x329>
			325: R_X86_64_PLT32	xenguest_trap_common-0x4
 329:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 330:	6a 00                	push   $0x0
 332:	6a 33                	push   $0x33
 334:	e9 00 00 00 00       	jmp    339 <xenguest_trap_stubs+0x339>
			335: R_X86_64_PLT32	xenguest_trap_common-0x4
 339:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 340:	6a 00                	push   $0x0
 342:	6a 34                	push   $0x34
 344:	e9 00 00 00 00       	jmp    349 <xenguest_trap_stubs+0x349>
			345: R_X86_64_PLT32	xenguest_trap_common-0x4
 349:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 350:	6a 00                	push   $0x0
 352:	6a 35                	push   $0x35
 354:	e9 00 00 00 00       	jmp    359 <xenguest_trap_stubs+0x359>
			355: R_X86_64_PLT32	xenguest_trap_common-0x4
 359:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 360:	6a 00                	push   $0x0
 362:	6a 36                	push   $0x36
 364:	e9 00 00 00 00       	jmp    369 <xenguest_trap_stubs+0x369>
			365: R_X86_64_PLT32	xenguest_trap_common-0x4
 369:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 370:	6a 00                	push   $0x0
 372:	6a 37                	push   $0x37
 374:	e9 00 00 00 00       	jmp    379 <xenguest_trap_stubs+0x379>
			375: R_X86_64_PLT32	xenguest_trap_common-0x4
 379:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 380:	6a 00                	push   $0x0
 382:	6a 38                	push   $0x38
 384:	e9 00 00 00 00       	jmp    389 <xenguest_trap_stubs+0x389>
			385: R_X86_64_PLT32	xenguest_trap_common-0x4
 389:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 390:	6a 00                	push   $0x0
 392:	6a 39                	push   $0x39
 394:	e9 00 00 00 00       	jmp    399 <xenguest_trap_stubs+0x399>
			395: R_X86_64_PLT32	xenguest_trap_common-0x4
 399:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 3a0:	6a 00                	push   $0x0
 3a2:	6a 3a                	push   $0x3a
 3a4:	e9 00 00 00 00       	jmp    3a9 <xenguest_trap_stubs+0x3a9>
			3a5: R_X86_64_PLT32	xenguest_trap_common-0x4
 3a9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 3b0:	6a 00                	push   $0x0
 3b2:	6a 3b                	push   $0x3b
 3b4:	e9 00 00 00 00       	jmp    3b9 <xenguest_trap_stubs+0x3b9>
			3b5: R_X86_64_PLT32	xenguest_trap_common-0x4
 3b9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 3c0:	6a 00                	push   $0x0
 3c2:	6a 3c                	push   $0x3c
 3c4:	e9 00 00 00 00       	jmp    3c9 <xenguest_trap_stubs+0x3c9>
			3c5: R_X86_64_PLT32	xenguest_trap_common-0x4
 3c9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 3d0:	6a 00                	push   $0x0
 3d2:	6a 3d                	push   $0x3d
 3d4:	e9 00 00 00 00       	jmp    3d9 <xenguest_trap_stubs+0x3d9>
			3d5: R_X86_64_PLT32	xenguest_trap_common-0x4
 3d9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 3e0:	6a 00                	push   $0x0
 3e2:	6a 3e                	push   $0x3e
 3e4:	e9 00 00 00 00       	jmp    3e9 <xenguest_trap_stubs+0x3e9>
			3e5: R_X86_64_PLT32	xenguest_trap_common-0x4
 3e9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)
 3f0:	6a 00                	push   $0x0
 3f2:	6a 3f                	push   $0x3f
 3f4:	e9 00 00 00 00       	jmp    3f9 <xenguest_trap_stubs+0x3f9>
			3f5: R_X86_64_PLT32	xenguest_trap_common-0x4
 3f9:	0f 1f 80 00 00 00 00 	nopl   0x0(%rax)

0000000000000400 <xenguest_system_call>:
 400:	65 48 89 24 25 30 00 	mov    %rsp,%gs:0x30
 407:	00 00 
 409:	65 48 8b 24 25 08 00 	mov    %gs:0x8,%rsp
 410:	00 00 
 412:	48 81 c4 b0 00 00 00 	add    $0xb0,%rsp
 419:	6a 10                	push   $0x10
 41b:	65 ff 34 25 30 00 00 	push   %gs:0x30
 422:	00 
 423:	41 53                	push   %r11
 425:	6a 08                	push   $0x8
 427:	51                   	push   %rcx
 428:	6a 00                	push   $0x0
 42a:	68 00 01 00 00       	push   $0x100
 42f:	eb 00                	jmp    431 <xenguest_trap_common>

0000000000000431 <xenguest_trap_common>:
 431:	50                   	push   %rax
 432:	51                   	push   %rcx
 433:	52                   	push   %rdx
 434:	53                   	push   %rbx
 435:	55                   	push   %rbp
 436:	56                   	push   %rsi
 437:	57                   	push   %rdi
 438:	41 50                	push   %r8
 43a:	41 51                	push   %r9
 43c:	41 52                	push   %r10
 43e:	41 53                	push   %r11
 440:	41 54                	push   %r12
 442:	41 55                	push   %r13
 444:	41 56                	push   %r14
 446:	41 57                	push   %r15
 448:	fc                   	cld
 449:	48 89 e7             	mov    %rsp,%rdi
 44c:	65 48 83 3c 25 10 00 	cmpq   $0x0,%gs:0x10
 453:	00 00 00 
 456:	0f 85 d4 00 00 00    	jne    530 <xenguest_trap_fatal+0x1d>
 45c:	65 48 c7 04 25 10 00 	movq   $0x1,%gs:0x10
 463:	00 00 01 00 00 00 
 469:	65 48 a1 20 00 00 00 	movabs %gs:0x20,%rax
 470:	00 00 00 00 
 474:	65 48 a3 5c 00 00 00 	movabs %rax,%gs:0x5c
 47b:	00 00 00 00 
 47f:	48 0f ae 87 c0 00 00 	fxsave64 0xc0(%rdi)
 486:	00 
 487:	65 48 8b 24 25 18 00 	mov    %gs:0x18,%rsp
 48e:	00 00 
 490:	31 ed                	xor    %ebp,%ebp
 492:	e8 00 00 00 00       	call   497 <xenguest_resume>
			493: R_X86_64_PLT32	machine_trap-0x4

0000000000000497 <xenguest_resume>:
 497:	48 89 c7             	mov    %rax,%rdi
 49a:	65 48 89 3c 25 08 00 	mov    %rdi,%gs:0x8
 4a1:	00 00 
 4a3:	48 8b 87 c0 02 00 00 	mov    0x2c0(%rdi),%rax
 4aa:	65 48 3b 04 25 28 00 	cmp    %gs:0x28,%rax
 4b1:	00 00 
 4b3:	74 19                	je     4ce <xenguest_resume+0x37>
 4b5:	65 48 a3 28 00 00 00 	movabs %rax,%gs:0x28
 4bc:	00 00 00 00 
 4c0:	48 89 c2             	mov    %rax,%rdx
 4c3:	48 c1 ea 20          	shr    $0x20,%rdx
 4c7:	b9 00 01 00 c0       	mov    $0xc0000100,%ecx
 4cc:	0f 30                	wrmsr
 4ce:	48 0f ae 8f c0 00 00 	fxrstor64 0xc0(%rdi)
 4d5:	00 
 4d6:	48 8d 8f b0 00 00 00 	lea    0xb0(%rdi),%rcx
 4dd:	65 48 89 0c 25 5c 00 	mov    %rcx,%gs:0x5c
 4e4:	00 00 
 4e6:	65 48 c7 04 25 10 00 	movq   $0x0,%gs:0x10
 4ed:	00 00 00 00 00 00 
 4f3:	48 89 fc             	mov    %rdi,%rsp
 4f6:	41 5f                	pop    %r15
 4f8:	41 5e                	pop    %r14
 4fa:	41 5d                	pop    %r13
 4fc:	41 5c                	pop    %r12
 4fe:	41 5b                	pop    %r11
 500:	41 5a                	pop    %r10
 502:	41 59                	pop    %r9
 504:	41 58                	pop    %r8
 506:	5f                   	pop    %rdi
 507:	5e                   	pop    %rsi
 508:	5d                   	pop    %rbp
 509:	5b                   	pop    %rbx
 50a:	5a                   	pop    %rdx
 50b:	59                   	pop    %rcx
 50c:	58                   	pop    %rax
 50d:	48 83 c4 10          	add    $0x10,%rsp
 511:	48 cf                	iretq

0000000000000513 <xenguest_trap_fatal>:
 513:	50                   	push   %rax
 514:	51                   	push   %rcx
 515:	52                   	push   %rdx
 516:	53                   	push   %rbx
 517:	55                   	push   %rbp
 518:	56                   	push   %rsi
 519:	57                   	push   %rdi
 51a:	41 50                	push   %r8
 51c:	41 51                	push   %r9
 51e:	41 52                	push   %r10
 520:	41 53                	push   %r11
 522:	41 54                	push   %r12
 524:	41 55                	push   %r13
 526:	41 56                	push   %r14
 528:	41 57                	push   %r15
 52a:	fc                   	cld
 52b:	48 89 e7             	mov    %rsp,%rdi
 52e:	eb 24                	jmp    554 <xenguest_trap_fatal+0x41>
 530:	48 83 7f 78 20       	cmpq   $0x20,0x78(%rdi)
 535:	72 1d                	jb     554 <xenguest_trap_fatal+0x41>
 537:	41 5f                	pop    %r15
 539:	41 5e                	pop    %r14
 53b:	41 5d                	pop    %r13
 53d:	41 5c                	pop    %r12
 53f:	41 5b                	pop    %r11
 541:	41 5a                	pop    %r10
 543:	41 59                	pop    %r9
 545:	41 58                	pop    %r8
 547:	5f                   	pop    %rdi
 548:	5e                   	pop    %rsi
 549:	5d                   	pop    %rbp
 54a:	5b                   	pop    %rbx
 54b:	5a                   	pop    %rdx
 54c:	59                   	pop    %rcx
 54d:	58                   	pop    %rax
 54e:	48 83 c4 10          	add    $0x10,%rsp
 552:	48 cf                	iretq
 554:	48 83 e4 f0          	and    $0xfffffffffffffff0,%rsp
 558:	31 ed                	xor    %ebp,%ebp
 55a:	e8 00 00 00 00       	call   55f <xenguest_idle>
			55b: R_X86_64_PLT32	machine_fatal-0x4

000000000000055f <xenguest_idle>:
 55f:	fb                   	sti
 560:	f4                   	hlt
 561:	eb fc                	jmp    55f <xenguest_idle>

0000000000000563 <xenguest_start64>:
 563:	b8 10 00 00 00       	mov    $0x10,%eax
 568:	8e d8                	mov    %eax,%ds
 56a:	8e c0                	mov    %eax,%es
 56c:	8e d0                	mov    %eax,%ss
 56e:	31 c0                	xor    %eax,%eax
 570:	8e e0                	mov    %eax,%fs
 572:	8e e8                	mov    %eax,%gs
 574:	48 bc 00 00 00 00 00 	movabs $0x0,%rsp
 57b:	00 00 00 
			576: R_X86_64_64	xenguest_boot_stack_top
 57e:	89 f7                	mov    %esi,%edi
 580:	31 ed                	xor    %ebp,%ebp
 582:	e8 00 00 00 00       	call   587 <xenguest_start64+0x24>
			583: R_X86_64_PLT32	machine_start-0x4
 587:	e9 00 00 00 00       	jmp    58c <xenguest_start64+0x29>
			588: R_X86_64_PLT32	xenguest_resume-0x4
 58c:	90                   	nop

000000000000058d <processor_in8>:
 58d:	89 fa                	mov    %edi,%edx
 58f:	31 c0                	xor    %eax,%eax
 591:	ec                   	in     (%dx),%al
 592:	c3                   	ret
 593:	90                   	nop

0000000000000594 <processor_out8>:
 594:	89 fa                	mov    %edi,%edx
 596:	89 f0                	mov    %esi,%eax
 598:	ee                   	out    %al,(%dx)
 599:	c3                   	ret
 59a:	90                   	nop

000000000000059b <processor_out16>:
 59b:	89 fa                	mov    %edi,%edx
 59d:	89 f0                	mov    %esi,%eax
 59f:	66 ef                	out    %ax,(%dx)
 5a1:	c3                   	ret
 5a2:	90                   	nop

00000000000005a3 <processor_out32>:
 5a3:	89 fa                	mov    %edi,%edx
 5a5:	89 f0                	mov    %esi,%eax
 5a7:	ef                   	out    %eax,(%dx)
 5a8:	c3                   	ret
 5a9:	90                   	nop

00000000000005aa <processor_cpuid>:
 5aa:	53                   	push   %rbx
 5ab:	49 89 d0             	mov    %rdx,%r8
 5ae:	89 f8                	mov    %edi,%eax
 5b0:	89 f1                	mov    %esi,%ecx
 5b2:	0f a2                	cpuid
 5b4:	41 89 00             	mov    %eax,(%r8)
 5b7:	41 89 58 04          	mov    %ebx,0x4(%r8)
 5bb:	41 89 48 08          	mov    %ecx,0x8(%r8)
 5bf:	41 89 50 0c          	mov    %edx,0xc(%r8)
 5c3:	5b                   	pop    %rbx
 5c4:	c3                   	ret
 5c5:	90                   	nop

00000000000005c6 <processor_read_msr>:
 5c6:	89 f9                	mov    %edi,%ecx
 5c8:	0f 32                	rdmsr
 5ca:	48 c1 e2 20          	shl    $0x20,%rdx
 5ce:	48 09 d0             	or     %rdx,%rax
 5d1:	c3                   	ret
 5d2:	90                   	nop

00000000000005d3 <processor_write_msr>:
 5d3:	89 f9                	mov    %edi,%ecx
 5d5:	48 89 f0             	mov    %rsi,%rax
 5d8:	48 89 f2             	mov    %rsi,%rdx
 5db:	48 c1 ea 20          	shr    $0x20,%rdx
 5df:	0f 30                	wrmsr
 5e1:	c3                   	ret
 5e2:	90                   	nop

00000000000005e3 <processor_read_tsc>:
 5e3:	0f 31                	rdtsc
 5e5:	48 c1 e2 20          	shl    $0x20,%rdx
 5e9:	48 09 d0             	or     %rdx,%rax
 5ec:	c3                   	ret
 5ed:	90                   	nop

00000000000005ee <processor_read_cr2>:
 5ee:	0f 20 d0             	mov    %cr2,%rax
 5f1:	c3                   	ret
 5f2:	90                   	nop

00000000000005f3 <processor_write_cr3>:
 5f3:	0f 22 df             	mov    %rdi,%cr3
 5f6:	c3                   	ret
 5f7:	90                   	nop

00000000000005f8 <processor_load_gdt>:
 5f8:	0f 01 17             	lgdt   (%rdi)
 5fb:	b8 10 00 00 00       	mov    $0x10,%eax
 600:	8e d0                	mov    %eax,%ss
 602:	8e d8                	mov    %eax,%ds
 604:	8e c0                	mov    %eax,%es
 606:	58                   	pop    %rax
 607:	6a 08                	push   $0x8
 609:	50                   	push   %rax
 60a:	48 cb                	lretq
 60c:	90                   	nop

000000000000060d <processor_load_idt>:
 60d:	0f 01 1f             	lidt   (%rdi)
 610:	c3                   	ret
 611:	90                   	nop

0000000000000612 <processor_load_task>:
 612:	66 0f 00 df          	data16 ltr %di
 616:	c3                   	ret
 617:	90                   	nop

0000000000000618 <processor_random>:
 618:	48 0f c7 f2          	rdrand %rdx
 61c:	48 89 17             	mov    %rdx,(%rdi)
 61f:	0f 92 c0             	setb   %al
 622:	0f b6 c0             	movzbl %al,%eax
 625:	c3                   	ret
 626:	90                   	nop

0000000000000627 <processor_halt>:
 627:	fa                   	cli
 628:	f4                   	hlt
 629:	c3                   	ret
 62a:	90                   	nop

000000000000062b <processor_pause>:
 62b:	f3 90                	pause
 62d:	c3                   	ret
 62e:	90                   	nop

000000000000062f <processor_invalidate_page>:
 62f:	0f 01 3f             	invlpg (%rdi)
 632:	c3                   	ret
 633:	90                   	nop

0000000000000634 <processor_read_register32>:
 634:	8b 07                	mov    (%rdi),%eax
 636:	c3                   	ret
 637:	90                   	nop

0000000000000638 <processor_write_register32>:
 638:	89 37                	mov    %esi,(%rdi)
 63a:	c3                   	ret
 63b:	90                   	nop

000000000000063c <processor_exchange32>:
 63c:	89 f0                	mov    %esi,%eax
 63e:	87 07                	xchg   %eax,(%rdi)
 640:	c3                   	ret
 641:	90                   	nop

0000000000000642 <machine_call>:
 642:	48 89 f8             	mov    %rdi,%rax
 645:	48 89 f7             	mov    %rsi,%rdi
 648:	48 89 d6             	mov    %rdx,%rsi
 64b:	48 89 ca             	mov    %rcx,%rdx
 64e:	4d 89 c2             	mov    %r8,%r10
 651:	4d 89 c8             	mov    %r9,%r8
 654:	0f 05                	syscall
 656:	c3                   	ret
 657:	cc                   	int3
 658:	cc                   	int3
 659:	cc                   	int3
 65a:	cc                   	int3
 65b:	cc                   	int3
 65c:	cc                   	int3
 65d:	cc                   	int3
 65e:	cc                   	int3
 65f:	cc                   	int3

0000000000000660 <xenguest_hypercall_by_page>:
 660:	c1 e7 05             	shl    $0x5,%edi
 663:	49 bb 00 00 00 00 00 	movabs $0x0,%r11
 66a:	00 00 00 
			665: R_X86_64_64	xenguest_hypercall_page
 66d:	49 01 fb             	add    %rdi,%r11
 670:	48 89 f7             	mov    %rsi,%rdi
 673:	48 89 d6             	mov    %rdx,%rsi
 676:	48 89 ca             	mov    %rcx,%rdx
 679:	4d 89 c2             	mov    %r8,%r10
 67c:	4d 89 c8             	mov    %r9,%r8
 67f:	41 ff e3             	jmp    *%r11
 682:	cc                   	int3
 683:	cc                   	int3
 684:	cc                   	int3
 685:	cc                   	int3
 686:	cc                   	int3
 687:	cc                   	int3
 688:	cc                   	int3
 689:	cc                   	int3
 68a:	cc                   	int3
 68b:	cc                   	int3
 68c:	cc                   	int3
 68d:	cc                   	int3
 68e:	cc                   	int3
 68f:	cc                   	int3

0000000000000690 <xenguest_hypercall_vmcall>:
 690:	89 f8                	mov    %edi,%eax
 692:	48 89 f7             	mov    %rsi,%rdi
 695:	48 89 d6             	mov    %rdx,%rsi
 698:	48 89 ca             	mov    %rcx,%rdx
 69b:	4d 89 c2             	mov    %r8,%r10
 69e:	4d 89 c8             	mov    %r9,%r8
 6a1:	0f 01 c1             	vmcall
 6a4:	c3                   	ret
 6a5:	cc                   	int3
 6a6:	cc                   	int3
 6a7:	cc                   	int3
 6a8:	cc                   	int3
 6a9:	cc                   	int3
 6aa:	cc                   	int3
 6ab:	cc                   	int3
 6ac:	cc                   	int3
 6ad:	cc                   	int3
 6ae:	cc                   	int3
 6af:	cc                   	int3

00000000000006b0 <xenguest_hypercall_vmmcall>:
 6b0:	89 f8                	mov    %edi,%eax
 6b2:	48 89 f7             	mov    %rsi,%rdi
 6b5:	48 89 d6             	mov    %rdx,%rsi
 6b8:	48 89 ca             	mov    %rcx,%rdx
 6bb:	4d 89 c2             	mov    %r8,%r10
 6be:	4d 89 c8             	mov    %r9,%r8
 6c1:	0f 01 d9             	vmmcall
 6c4:	c3                   	ret
