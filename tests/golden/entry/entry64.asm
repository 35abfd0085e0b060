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
 400:	65 48 89 24 25 38 00 	mov    %rsp,%gs:0x38
 407:	00 00 
 409:	65 48 8b 24 25 08 00 	mov    %gs:0x8,%rsp
 410:	00 00 
 412:	48 89 44 24 70       	mov    %rax,0x70(%rsp)
 417:	48 89 4c 24 68       	mov    %rcx,0x68(%rsp)
 41c:	48 89 54 24 60       	mov    %rdx,0x60(%rsp)
 421:	48 89 5c 24 58       	mov    %rbx,0x58(%rsp)
 426:	48 89 6c 24 50       	mov    %rbp,0x50(%rsp)
 42b:	48 89 74 24 48       	mov    %rsi,0x48(%rsp)
 430:	48 89 7c 24 40       	mov    %rdi,0x40(%rsp)
 435:	4c 89 44 24 38       	mov    %r8,0x38(%rsp)
 43a:	4c 89 4c 24 30       	mov    %r9,0x30(%rsp)
 43f:	4c 89 54 24 28       	mov    %r10,0x28(%rsp)
 444:	4c 89 5c 24 20       	mov    %r11,0x20(%rsp)
 449:	4c 89 64 24 18       	mov    %r12,0x18(%rsp)
 44e:	4c 89 6c 24 10       	mov    %r13,0x10(%rsp)
 453:	4c 89 74 24 08       	mov    %r14,0x8(%rsp)
 458:	4c 89 3c 24          	mov    %r15,(%rsp)
 45c:	48 c7 44 24 78 00 01 	movq   $0x100,0x78(%rsp)
 463:	00 00 
 465:	48 c7 84 24 80 00 00 	movq   $0x0,0x80(%rsp)
 46c:	00 00 00 00 00 
 471:	48 89 8c 24 88 00 00 	mov    %rcx,0x88(%rsp)
 478:	00 
 479:	4c 89 9c 24 98 00 00 	mov    %r11,0x98(%rsp)
 480:	00 
 481:	65 48 a1 38 00 00 00 	movabs %gs:0x38,%rax
 488:	00 00 00 00 
 48c:	48 89 84 24 a0 00 00 	mov    %rax,0xa0(%rsp)
 493:	00 
 494:	e9 cd 00 00 00       	jmp    566 <xenguest_trap_common+0xcd>

0000000000000499 <xenguest_trap_common>:
 499:	65 48 83 3c 25 e8 00 	cmpq   $0x0,%gs:0xe8
 4a0:	00 00 00 
 4a3:	0f 8c d5 01 00 00    	jl     67e <xenguest_resume+0xe6>
 4a9:	f7 44 24 20 00 02 00 	testl  $0x200,0x20(%rsp)
 4b0:	00 
 4b1:	0f 84 58 01 00 00    	je     60f <xenguest_resume+0x77>
 4b7:	65 48 8b 24 25 08 00 	mov    %gs:0x8,%rsp
 4be:	00 00 
 4c0:	48 89 44 24 70       	mov    %rax,0x70(%rsp)
 4c5:	48 89 4c 24 68       	mov    %rcx,0x68(%rsp)
 4ca:	48 89 54 24 60       	mov    %rdx,0x60(%rsp)
 4cf:	48 89 5c 24 58       	mov    %rbx,0x58(%rsp)
 4d4:	48 89 6c 24 50       	mov    %rbp,0x50(%rsp)
 4d9:	48 89 74 24 48       	mov    %rsi,0x48(%rsp)
 4de:	48 89 7c 24 40       	mov    %rdi,0x40(%rsp)
 4e3:	4c 89 44 24 38       	mov    %r8,0x38(%rsp)
 4e8:	4c 89 4c 24 30       	mov    %r9,0x30(%rsp)
 4ed:	4c 89 54 24 28       	mov    %r10,0x28(%rsp)
 4f2:	4c 89 5c 24 20       	mov    %r11,0x20(%rsp)
 4f7:	4c 89 64 24 18       	mov    %r12,0x18(%rsp)
 4fc:	4c 89 6c 24 10       	mov    %r13,0x10(%rsp)
 501:	4c 89 74 24 08       	mov    %r14,0x8(%rsp)
 506:	4c 89 3c 24          	mov    %r15,(%rsp)
 50a:	65 48 a1 b8 00 00 00 	movabs %gs:0xb8,%rax
 511:	00 00 00 00 
 515:	48 89 44 24 78       	mov    %rax,0x78(%rsp)
 51a:	65 48 a1 c0 00 00 00 	movabs %gs:0xc0,%rax
 521:	00 00 00 00 
 525:	48 89 84 24 80 00 00 	mov    %rax,0x80(%rsp)
 52c:	00 
 52d:	65 48 a1 c8 00 00 00 	movabs %gs:0xc8,%rax
 534:	00 00 00 00 
 538:	48 89 84 24 88 00 00 	mov    %rax,0x88(%rsp)
 53f:	00 
 540:	65 48 a1 d8 00 00 00 	movabs %gs:0xd8,%rax
 547:	00 00 00 00 
 54b:	48 89 84 24 98 00 00 	mov    %rax,0x98(%rsp)
 552:	00 
 553:	65 48 a1 e0 00 00 00 	movabs %gs:0xe0,%rax
 55a:	00 00 00 00 
 55e:	48 89 84 24 a0 00 00 	mov    %rax,0xa0(%rsp)
 565:	00 
 566:	65 48 a1 18 00 00 00 	movabs %gs:0x18,%rax
 56d:	00 00 00 00 
 571:	65 48 a3 e8 00 00 00 	movabs %rax,%gs:0xe8
 578:	00 00 00 00 
 57c:	48 89 e7             	mov    %rsp,%rdi
 57f:	fc                   	cld
 580:	48 0f ae 87 b0 00 00 	fxsave64 0xb0(%rdi)
 587:	00 
 588:	65 48 8b 24 25 10 00 	mov    %gs:0x10,%rsp
 58f:	00 00 
 591:	31 ed                	xor    %ebp,%ebp
 593:	e8 00 00 00 00       	call   598 <xenguest_resume>
			594: R_X86_64_PLT32	machine_trap-0x4

0000000000000598 <xenguest_resume>:
 598:	48 89 c7             	mov    %rax,%rdi
 59b:	65 48 89 3c 25 08 00 	mov    %rdi,%gs:0x8
 5a2:	00 00 
 5a4:	48 8b 87 b0 02 00 00 	mov    0x2b0(%rdi),%rax
 5ab:	65 48 3b 04 25 30 00 	cmp    %gs:0x30,%rax
 5b2:	00 00 
 5b4:	74 19                	je     5cf <xenguest_resume+0x37>
 5b6:	65 48 a3 30 00 00 00 	movabs %rax,%gs:0x30
 5bd:	00 00 00 00 
 5c1:	48 89 c2             	mov    %rax,%rdx
 5c4:	48 c1 ea 20          	shr    $0x20,%rdx
 5c8:	b9 00 01 00 c0       	mov    $0xc0000100,%ecx
 5cd:	0f 30                	wrmsr
 5cf:	48 0f ae 8f b0 00 00 	fxrstor64 0xb0(%rdi)
 5d6:	00 
 5d7:	65 48 8b 0c 25 20 00 	mov    %gs:0x20,%rcx
 5de:	00 00 
 5e0:	48 89 8f 80 00 00 00 	mov    %rcx,0x80(%rdi)
 5e7:	48 89 fc             	mov    %rdi,%rsp
 5ea:	41 5f                	pop    %r15
 5ec:	41 5e                	pop    %r14
 5ee:	41 5d                	pop    %r13
 5f0:	41 5c                	pop    %r12
 5f2:	41 5b                	pop    %r11
 5f4:	41 5a                	pop    %r10
 5f6:	41 59                	pop    %r9
 5f8:	41 58                	pop    %r8
 5fa:	5f                   	pop    %rdi
 5fb:	5e                   	pop    %rsi
 5fc:	5d                   	pop    %rbp
 5fd:	5b                   	pop    %rbx
 5fe:	5a                   	pop    %rdx
 5ff:	59                   	pop    %rcx
 600:	58                   	pop    %rax
 601:	48 83 c4 08          	add    $0x8,%rsp
 605:	65 8f 04 25 e8 00 00 	pop    %gs:0xe8
 60c:	00 
 60d:	48 cf                	iretq
 60f:	83 3c 24 20          	cmpl   $0x20,(%rsp)
 613:	72 38                	jb     64d <xenguest_resume+0xb5>
 615:	65 48 ff 04 25 28 00 	incq   %gs:0x28
 61c:	00 00 
 61e:	50                   	push   %rax
 61f:	48 89 e0             	mov    %rsp,%rax
 622:	6a 10                	push   $0x10
 624:	ff 70 30             	push   0x30(%rax)
 627:	ff 70 28             	push   0x28(%rax)
 62a:	ff 70 20             	push   0x20(%rax)
 62d:	ff 70 18             	push   0x18(%rax)
 630:	65 48 a1 20 00 00 00 	movabs %gs:0x20,%rax
 637:	00 00 00 00 
 63b:	65 48 a3 e8 00 00 00 	movabs %rax,%gs:0xe8
 642:	00 00 00 00 
 646:	48 8b 44 24 28       	mov    0x28(%rsp),%rax
 64b:	48 cf                	iretq
 64d:	50                   	push   %rax
 64e:	51                   	push   %rcx
 64f:	52                   	push   %rdx
 650:	53                   	push   %rbx
 651:	55                   	push   %rbp
 652:	56                   	push   %rsi
 653:	57                   	push   %rdi
 654:	41 50                	push   %r8
 656:	41 51                	push   %r9
 658:	41 52                	push   %r10
 65a:	41 53                	push   %r11
 65c:	41 54                	push   %r12
 65e:	41 55                	push   %r13
 660:	41 56                	push   %r14
 662:	41 57                	push   %r15
 664:	48 89 e7             	mov    %rsp,%rdi
 667:	65 48 8b 24 25 18 00 	mov    %gs:0x18,%rsp
 66e:	00 00 
 670:	65 48 89 24 25 e8 00 	mov    %rsp,%gs:0xe8
 677:	00 00 
 679:	e9 c3 00 00 00       	jmp    741 <xenguest_trap_fatal+0x52>
 67e:	83 3c 24 20          	cmpl   $0x20,(%rsp)
 682:	0f 82 9b 00 00 00    	jb     723 <xenguest_trap_fatal+0x34>
 688:	65 48 ff 04 25 28 00 	incq   %gs:0x28
 68f:	00 00 
 691:	48 83 c4 10          	add    $0x10,%rsp
 695:	48 cf                	iretq
 697:	50                   	push   %rax
 698:	51                   	push   %rcx
 699:	52                   	push   %rdx
 69a:	53                   	push   %rbx
 69b:	55                   	push   %rbp
 69c:	56                   	push   %rsi
 69d:	57                   	push   %rdi
 69e:	41 50                	push   %r8
 6a0:	41 51                	push   %r9
 6a2:	41 52                	push   %r10
 6a4:	41 53                	push   %r11
 6a6:	41 54                	push   %r12
 6a8:	41 55                	push   %r13
 6aa:	41 56                	push   %r14
 6ac:	41 57                	push   %r15
 6ae:	48 89 e7             	mov    %rsp,%rdi
 6b1:	48 89 e5             	mov    %rsp,%rbp
 6b4:	48 81 ec 00 02 00 00 	sub    $0x200,%rsp
 6bb:	48 83 e4 f0          	and    $0xfffffffffffffff0,%rsp
 6bf:	48 0f ae 04 24       	fxsave64 (%rsp)
 6c4:	fc                   	cld
 6c5:	e8 00 00 00 00       	call   6ca <xenguest_resume+0x132>
			6c6: R_X86_64_PLT32	machine_nonmaskable-0x4
 6ca:	48 0f ae 0c 24       	fxrstor64 (%rsp)
 6cf:	48 89 ec             	mov    %rbp,%rsp
 6d2:	41 5f                	pop    %r15
 6d4:	41 5e                	pop    %r14
 6d6:	41 5d                	pop    %r13
 6d8:	41 5c                	pop    %r12
 6da:	41 5b                	pop    %r11
 6dc:	41 5a                	pop    %r10
 6de:	41 59                	pop    %r9
 6e0:	41 58                	pop    %r8
 6e2:	5f                   	pop    %rdi
 6e3:	5e                   	pop    %rsi
 6e4:	5d                   	pop    %rbp
 6e5:	5b                   	pop    %rbx
 6e6:	5a                   	pop    %rdx
 6e7:	59                   	pop    %rcx
 6e8:	58                   	pop    %rax
 6e9:	48 83 c4 10          	add    $0x10,%rsp
 6ed:	48 cf                	iretq

00000000000006ef <xenguest_trap_fatal>:
 6ef:	83 3c 24 02          	cmpl   $0x2,(%rsp)
 6f3:	74 a2                	je     697 <xenguest_resume+0xff>
 6f5:	83 3c 24 08          	cmpl   $0x8,(%rsp)
 6f9:	75 28                	jne    723 <xenguest_trap_fatal+0x34>
 6fb:	65 48 83 3c 25 e8 00 	cmpq   $0x10,%gs:0xe8
 702:	00 00 10 
 705:	77 1c                	ja     723 <xenguest_trap_fatal+0x34>
 707:	65 48 c7 04 25 e8 00 	movq   $0x20,%gs:0xe8
 70e:	00 00 20 00 00 00 
 714:	65 48 ff 04 25 28 00 	incq   %gs:0x28
 71b:	00 00 
 71d:	48 83 c4 10          	add    $0x10,%rsp
 721:	48 cf                	iretq
 723:	50                   	push   %rax
 724:	51                   	push   %rcx
 725:	52                   	push   %rdx
 726:	53                   	push   %rbx
 727:	55                   	push   %rbp
 728:	56                   	push   %rsi
 729:	57                   	push   %rdi
 72a:	41 50                	push   %r8
 72c:	41 51                	push   %r9
 72e:	41 52                	push   %r10
 730:	41 53                	push   %r11
 732:	41 54                	push   %r12
 734:	41 55                	push   %r13
 736:	41 56                	push   %r14
 738:	41 57                	push   %r15
 73a:	48 89 e7             	mov    %rsp,%rdi
 73d:	48 83 e4 f0          	and    $0xfffffffffffffff0,%rsp
 741:	fc                   	cld
 742:	31 ed                	xor    %ebp,%ebp
 744:	e8 00 00 00 00       	call   749 <xenguest_idle>
			745: R_X86_64_PLT32	machine_fatal-0x4

0000000000000749 <xenguest_idle>:
 749:	fb                   	sti
 74a:	f4                   	hlt
 74b:	eb fc                	jmp    749 <xenguest_idle>

000000000000074d <xenguest_start64>:
 74d:	b8 10 00 00 00       	mov    $0x10,%eax
 752:	8e d8                	mov    %eax,%ds
 754:	8e c0                	mov    %eax,%es
 756:	8e d0                	mov    %eax,%ss
 758:	31 c0                	xor    %eax,%eax
 75a:	8e e0                	mov    %eax,%fs
 75c:	8e e8                	mov    %eax,%gs
 75e:	48 bc 00 00 00 00 00 	movabs $0x0,%rsp
 765:	00 00 00 
			760: R_X86_64_64	xenguest_boot_stack_top
 768:	89 f7                	mov    %esi,%edi
 76a:	31 ed                	xor    %ebp,%ebp
 76c:	e8 00 00 00 00       	call   771 <xenguest_start64+0x24>
			76d: R_X86_64_PLT32	machine_start-0x4
 771:	e9 00 00 00 00       	jmp    776 <xenguest_cpu_start>
			772: R_X86_64_PLT32	xenguest_resume-0x4

0000000000000776 <xenguest_cpu_start>:
 776:	fc                   	cld
 777:	31 ed                	xor    %ebp,%ebp
 779:	e8 00 00 00 00       	call   77e <xenguest_cpu_start+0x8>
			77a: R_X86_64_PLT32	machine_start_cpu-0x4
 77e:	e9 00 00 00 00       	jmp    783 <xenguest_cpu_start+0xd>
			77f: R_X86_64_PLT32	xenguest_resume-0x4
 783:	90                   	nop

0000000000000784 <processor_in8>:
 784:	89 fa                	mov    %edi,%edx
 786:	31 c0                	xor    %eax,%eax
 788:	ec                   	in     (%dx),%al
 789:	c3                   	ret
 78a:	90                   	nop

000000000000078b <processor_out8>:
 78b:	89 fa                	mov    %edi,%edx
 78d:	89 f0                	mov    %esi,%eax
 78f:	ee                   	out    %al,(%dx)
 790:	c3                   	ret
 791:	90                   	nop

0000000000000792 <processor_out16>:
 792:	89 fa                	mov    %edi,%edx
 794:	89 f0                	mov    %esi,%eax
 796:	66 ef                	out    %ax,(%dx)
 798:	c3                   	ret
 799:	90                   	nop

000000000000079a <processor_out32>:
 79a:	89 fa                	mov    %edi,%edx
 79c:	89 f0                	mov    %esi,%eax
 79e:	ef                   	out    %eax,(%dx)
 79f:	c3                   	ret
 7a0:	90                   	nop

00000000000007a1 <processor_cpuid>:
 7a1:	53                   	push   %rbx
 7a2:	49 89 d0             	mov    %rdx,%r8
 7a5:	89 f8                	mov    %edi,%eax
 7a7:	89 f1                	mov    %esi,%ecx
 7a9:	0f a2                	cpuid
 7ab:	41 89 00             	mov    %eax,(%r8)
 7ae:	41 89 58 04          	mov    %ebx,0x4(%r8)
 7b2:	41 89 48 08          	mov    %ecx,0x8(%r8)
 7b6:	41 89 50 0c          	mov    %edx,0xc(%r8)
 7ba:	5b                   	pop    %rbx
 7bb:	c3                   	ret
 7bc:	90                   	nop

00000000000007bd <processor_write_msr>:
 7bd:	89 f9                	mov    %edi,%ecx
 7bf:	48 89 f0             	mov    %rsi,%rax
 7c2:	48 89 f2             	mov    %rsi,%rdx
 7c5:	48 c1 ea 20          	shr    $0x20,%rdx
 7c9:	0f 30                	wrmsr
 7cb:	c3                   	ret
 7cc:	90                   	nop

00000000000007cd <processor_read_msr>:
 7cd:	89 f9                	mov    %edi,%ecx
 7cf:	0f 32                	rdmsr
 7d1:	48 c1 e2 20          	shl    $0x20,%rdx
 7d5:	48 09 d0             	or     %rdx,%rax
 7d8:	c3                   	ret
 7d9:	90                   	nop

00000000000007da <processor_current_cpu>:
 7da:	65 48 a1 00 00 00 00 	movabs %gs:0x0,%rax
 7e1:	00 00 00 00 
 7e5:	c3                   	ret
 7e6:	90                   	nop

00000000000007e7 <processor_read_tsc>:
 7e7:	0f 31                	rdtsc
 7e9:	48 c1 e2 20          	shl    $0x20,%rdx
 7ed:	48 09 d0             	or     %rdx,%rax
 7f0:	c3                   	ret
 7f1:	90                   	nop

00000000000007f2 <processor_read_cr2>:
 7f2:	0f 20 d0             	mov    %cr2,%rax
 7f5:	c3                   	ret
 7f6:	90                   	nop

00000000000007f7 <processor_write_cr3>:
 7f7:	0f 22 df             	mov    %rdi,%cr3
 7fa:	c3                   	ret
 7fb:	90                   	nop

00000000000007fc <processor_load_gdt>:
 7fc:	0f 01 17             	lgdt   (%rdi)
 7ff:	b8 10 00 00 00       	mov    $0x10,%eax
 804:	8e d0                	mov    %eax,%ss
 806:	8e d8                	mov    %eax,%ds
 808:	8e c0                	mov    %eax,%es
 80a:	58                   	pop    %rax
 80b:	6a 08                	push   $0x8
 80d:	50                   	push   %rax
 80e:	48 cb                	lretq
 810:	90                   	nop

0000000000000811 <processor_load_idt>:
 811:	0f 01 1f             	lidt   (%rdi)
 814:	c3                   	ret
 815:	90                   	nop

0000000000000816 <processor_load_task>:
 816:	66 0f 00 df          	data16 ltr %di
 81a:	c3                   	ret
 81b:	90                   	nop

000000000000081c <processor_random>:
 81c:	48 0f c7 f2          	rdrand %rdx
 820:	48 89 17             	mov    %rdx,(%rdi)
 823:	0f 92 c0             	setb   %al
 826:	0f b6 c0             	movzbl %al,%eax
 829:	c3                   	ret
 82a:	90                   	nop

000000000000082b <processor_halt>:
 82b:	fa                   	cli
 82c:	f4                   	hlt
 82d:	c3                   	ret
 82e:	90                   	nop

000000000000082f <processor_pause>:
 82f:	f3 90                	pause
 831:	c3                   	ret
 832:	90                   	nop

0000000000000833 <processor_invalidate_page>:
 833:	0f 01 3f             	invlpg (%rdi)
 836:	c3                   	ret
 837:	90                   	nop

0000000000000838 <processor_read_register32>:
 838:	8b 07                	mov    (%rdi),%eax
 83a:	c3                   	ret
 83b:	90                   	nop

000000000000083c <processor_write_register32>:
 83c:	89 37                	mov    %esi,(%rdi)
 83e:	c3                   	ret
 83f:	90                   	nop

0000000000000840 <processor_exchange32>:
 840:	89 f0                	mov    %esi,%eax
 842:	87 07                	xchg   %eax,(%rdi)
 844:	c3                   	ret
 845:	90                   	nop

0000000000000846 <machine_call>:
 846:	48 89 f8             	mov    %rdi,%rax
 849:	48 89 f7             	mov    %rsi,%rdi
 84c:	48 89 d6             	mov    %rdx,%rsi
 84f:	48 89 ca             	mov    %rcx,%rdx
 852:	4d 89 c2             	mov    %r8,%r10
 855:	4d 89 c8             	mov    %r9,%r8
 858:	0f 05                	syscall
 85a:	c3                   	ret
 85b:	cc                   	int3
 85c:	cc                   	int3
 85d:	cc                   	int3
 85e:	cc                   	int3
 85f:	cc                   	int3

0000000000000860 <xenguest_hypercall_by_page>:
 860:	c1 e7 05             	shl    $0x5,%edi
 863:	49 bb 00 00 00 00 00 	movabs $0x0,%r11
 86a:	00 00 00 
			865: R_X86_64_64	xenguest_hypercall_page
 86d:	49 01 fb             	add    %rdi,%r11
 870:	48 89 f7             	mov    %rsi,%rdi
 873:	48 89 d6             	mov    %rdx,%rsi
 876:	48 89 ca             	mov    %rcx,%rdx
 879:	4d 89 c2             	mov    %r8,%r10
 87c:	4d 89 c8             	mov    %r9,%r8
 87f:	41 ff e3             	jmp    *%r11
 882:	cc                   	int3
 883:	cc                   	int3
 884:	cc                   	int3
 885:	cc                   	int3
 886:	cc                   	int3
 887:	cc                   	int3
 888:	cc                   	int3
 889:	cc                   	int3
 88a:	cc                   	int3
 88b:	cc                   	int3
 88c:	cc                   	int3
 88d:	cc                   	int3
 88e:	cc                   	int3
 88f:	cc                   	int3

0000000000000890 <xenguest_hypercall_vmcall>:
 890:	89 f8                	mov    %edi,%eax
 892:	48 89 f7             	mov    %rsi,%rdi
 895:	48 89 d6             	mov    %rdx,%rsi
 898:	48 89 ca             	mov    %rcx,%rdx
 89b:	4d 89 c2             	mov    %r8,%r10
 89e:	4d 89 c8             	mov    %r9,%r8
 8a1:	0f 01 c1             	vmcall
 8a4:	c3                   	ret
 8a5:	cc                   	int3
 8a6:	cc                   	int3
 8a7:	cc                   	int3
 8a8:	cc                   	int3
 8a9:	cc                   	int3
 8aa:	cc                   	int3
 8ab:	cc                   	int3
 8ac:	cc                   	int3
 8ad:	cc                   	int3
 8ae:	cc                   	int3
 8af:	cc                   	int3

00000000000008b0 <xenguest_hypercall_vmmcall>:
 8b0:	89 f8                	mov    %edi,%eax
 8b2:	48 89 f7             	mov    %rsi,%rdi
 8b5:	48 89 d6             	mov    %rdx,%rsi
 8b8:	48 89 ca             	mov    %rcx,%rdx
 8bb:	4d 89 c2             	mov    %r8,%r10
 8be:	4d 89 c8             	mov    %r9,%r8
 8c1:	0f 01 d9             	vmmcall
 8c4:	c3                   	ret
